package io.baton.resource;

import static io.baton.resource.TestInstance.REDIS_7_0;
import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The figures of real proxies, as Prometheus gets them. */
@QuarkusTest
class ProxyFiguresTest extends ServiceTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @Test
    void whatGoesThroughAProxyIsPublishedUntilTheProxyIsGone() {
        TestInstance instance = instance(REDIS_7_0);
        String proxy = instance.provision().proxies().get(0).nodeId();
        await().atMost(LIMIT).until(() -> value("baton_proxy_up", proxy) == 1);
        double before = value("baton_proxy_commands_total", proxy);

        instance.command("SET", "a", "1");

        await().atMost(LIMIT).until(() -> value("baton_proxy_commands_total", proxy) > before);
        assertThat(value("baton_proxy_latency_seconds_count", proxy)).isPositive();
        assertThat(value("baton_proxy_received_bytes_total", proxy)).isPositive();

        // A restarted proxy has a new connection to be asked over, and counts from zero.
        nodes.awaitAnotherProcess(proxy, nodes.kill9(proxy));
        await().atMost(LIMIT).until(() -> value("baton_proxy_commands_total", proxy) == 0);

        instance.remove();
        await().atMost(LIMIT).until(() -> Double.isNaN(value("baton_proxy_up", proxy)));
    }

    /** NaN where there is no such series. */
    private static double value(String metric, String proxy) {
        String text = get("/q/metrics").asString();
        Matcher line = Pattern.compile("(?m)^" + metric + "\\{[^}]*proxy=\"" + proxy + "\"[^}]*} (\\S+)$")
                .matcher(text);
        return line.find() ? Double.parseDouble(line.group(1)) : Double.NaN;
    }
}
