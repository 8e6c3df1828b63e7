package io.baton.resource.node.infrastructure.figures;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.proxy.control.Address;
import io.baton.proxy.control.LatencyCounts;
import io.baton.proxy.control.ProxyAnswer.StatusReport;
import io.baton.proxy.control.ProxyCounters;
import io.baton.proxy.control.ProxyPhase;
import io.baton.proxy.control.ProxyTraffic;
import io.baton.resource.node.infrastructure.figures.ProxyCollector.Said;
import io.prometheus.client.CollectorRegistry;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What proxies said, as Prometheus reads it. */
class ProxyCollectorTest {

    private static final String[] LABELS = {"instance_id", "proxy"};
    private static final String[] ORDERS = {"ins-orders", "node-1"};

    private final CollectorRegistry registry = new CollectorRegistry();
    private final ProxyCollector collector = new ProxyCollector();

    @BeforeEach
    void register() {
        collector.register(registry);
    }

    @Test
    void whatAProxyCountsIsPublishedAsItIs() {
        said(status(new ProxyTraffic(
                1_000, 12_500, new LatencyCounts(List.of(100L, 1_000L), List.of(7L, 2L, 1L), 5_000_000))));

        assertThat(value("baton_proxy_up")).isEqualTo(1);
        assertThat(value("baton_proxy_connections")).isEqualTo(3);
        assertThat(value("baton_proxy_commands_total")).isEqualTo(1_000);
        assertThat(value("baton_proxy_received_bytes_total")).isEqualTo(6);
        assertThat(value("baton_proxy_stall_seconds")).isEqualTo(0.0125);
    }

    @Test
    void latenciesAreAHistogramInSecondsThatAddsUp() {
        said(status(
                new ProxyTraffic(1_000, 0, new LatencyCounts(List.of(100L, 1_000L), List.of(7L, 2L, 1L), 5_000_000))));

        assertThat(bucket("1.0E-4")).isEqualTo(7);
        assertThat(bucket("0.001")).isEqualTo(9);
        assertThat(bucket("+Inf")).isEqualTo(10);
        assertThat(value("baton_proxy_latency_seconds_count")).isEqualTo(10);
        assertThat(value("baton_proxy_latency_seconds_sum")).isEqualTo(5);
    }

    @Test
    void anOlderProxyLeavesOutWhatItDoesNotKnow() {
        said(status(null));

        assertThat(value("baton_proxy_up")).isEqualTo(1);
        assertThat(value("baton_proxy_connections_accepted_total")).isEqualTo(1);
        assertThat(value("baton_proxy_commands_total")).isNull();
        assertThat(value("baton_proxy_stall_seconds")).isNull();
        assertThat(value("baton_proxy_latency_seconds_count")).isNull();
    }

    @Test
    void oneThatDoesNotAnswerIsDownAndSaysNothing() {
        said(null);

        assertThat(value("baton_proxy_up")).isZero();
        assertThat(value("baton_proxy_connections")).isNull();
    }

    @Test
    void oneThatHasGoneIsForgotten() {
        said(status(null));
        collector.show(List.of());

        assertThat(value("baton_proxy_up")).isNull();
    }

    private void said(StatusReport status) {
        collector.show(List.of(new Said(ORDERS[0], ORDERS[1], Optional.ofNullable(status))));
    }

    private static StatusReport status(ProxyTraffic traffic) {
        return new StatusReport(
                ORDERS[0],
                1,
                ProxyPhase.SERVING,
                new Address("127.0.0.1", 6379),
                null,
                3,
                0,
                0,
                0,
                0,
                new ProxyCounters(1, 2, 3, 4, 5, 6, 7),
                8L,
                true,
                false,
                "1.0",
                traffic);
    }

    private Double value(String name) {
        return registry.getSampleValue(name, LABELS, ORDERS);
    }

    private Double bucket(String bound) {
        return registry.getSampleValue(
                "baton_proxy_latency_seconds_bucket",
                new String[] {LABELS[0], LABELS[1], "le"},
                new String[] {ORDERS[0], ORDERS[1], bound});
    }
}
