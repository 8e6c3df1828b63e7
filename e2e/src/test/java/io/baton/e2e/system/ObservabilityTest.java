package io.baton.e2e.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.client.UpgradeView;
import io.baton.e2e.harness.SharedStack;
import io.baton.e2e.harness.StackHarness;
import io.baton.e2e.harness.TestInstance;
import io.baton.e2e.harness.UnderLoad;
import io.baton.e2e.harness.Upgrades;
import io.baton.e2e.observing.Dashboards;
import io.baton.e2e.observing.Exposition;
import io.baton.e2e.observing.MetricsTable;
import io.baton.e2e.observing.Prometheus;
import io.baton.e2e.observing.Promtool;
import io.baton.local.command.StackOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What operators see. One upgrade with a missed window and an undone attempt is watched by a real Prometheus; then everything
 * that a dashboard or an alert asks must have an answer, and what is documented must be what is there.
 */
@Order(2)
@ExtendWith(SharedStack.class)
@org.junit.jupiter.api.TestInstance(Lifecycle.PER_CLASS)
class ObservabilityTest {

    private static final Path DEPLOY = StackOptions.root().resolve("deploy");
    private static final Path DOCS = StackOptions.root().resolve("docs");
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Pattern SELECTOR = Pattern.compile("\\b(?:baton_\\w+|up)\\b(?:\\{[^}]*})?");

    private final StackHarness stack;
    private final Upgrades upgrades;
    private final Map<String, Exposition> services = new LinkedHashMap<>();
    private Prometheus prometheus;
    private String instanceId;
    private double holdMs;

    ObservabilityTest(StackHarness stack) {
        this.stack = stack;
        this.upgrades = new Upgrades(stack.api());
        StackHarness.services().forEach(service -> services.put(service, new Exposition()));
    }

    @BeforeAll
    void anUpgradeThatMissesAWindow() throws Exception {
        stack.clock().reset();
        if (Prometheus.installed()) {
            prometheus = stack.observe();
        }
        try (TestInstance instance = TestInstance.create(stack, "6.2.7", 1)) {
            instanceId = instance.id();
            SlowSync.prepare(instance);
            OffsetDateTime opens = Windows.opensIn(stack, instance, Duration.ofHours(2));
            try (UnderLoad load = UnderLoad.on(instance.endpoint())) {
                UpgradeView upgrade = stack.api().upgrade(instance.id(), "7.0", "MAINTENANCE_WINDOW");
                upgrades.await(upgrade.id(), "SYNCING");
                Awaitility.await("the synchronisation is told of").atMost(LIMIT).until(() -> listen("baton_sync_lag"));
                upgrades.await(upgrade.id(), "WAITING_FOR_WINDOW");

                stack.underTest().gate().close(List.of("fail CATCH_UP"));
                stack.clock().moveTo(opens.plusMinutes(1).toInstant());
                Awaitility.await("an attempt is undone").atMost(LIMIT).until(() -> listen("baton_switch_undone_total"));
                stack.clock().moveTo(Windows.closes(opens).plusMinutes(1).toInstant());
                upgrades.await(
                        upgrade.id(),
                        "waiting for the next window",
                        view -> view.nextWindow() != null
                                && view.nextWindow()
                                        .opensAt()
                                        .equals(opens.plusDays(1).toInstant()));
                stack.underTest().gate().open();
                stack.clock().moveTo(opens.plusDays(1).plusMinutes(1).toInstant());

                holdMs = upgrades.awaitCompleted(upgrade.id())
                        .receipt()
                        .path("holdMs")
                        .asDouble();
                load.stopAndExpectNothingHappened();
            }
            Instant completed = Instant.now();
            Awaitility.await("all is told of")
                    .atMost(LIMIT)
                    .until(() -> listen("baton_proxy_latency_seconds")
                            && (prometheus == null
                                    || prometheus.hasHeardAllSince(completed)
                                            && !prometheus
                                                    .now(
                                                            "increase(baton_upgrades_ended_total{outcome=\"COMPLETED\"}[5m]) > 0")
                                                    .isEmpty()));
        } finally {
            stack.underTest().gate().open();
            stack.clock().reset();
        }
    }

    @AfterAll
    void endPrometheus() throws Exception {
        if (prometheus != null) {
            prometheus.close();
        }
    }

    /** Hears all services; whether one of them has told of the metric by now. */
    private boolean listen(String metric) throws IOException, InterruptedException {
        boolean told = false;
        for (Map.Entry<String, Exposition> service : services.entrySet()) {
            service.getValue().add(stack.portOf(service.getKey()));
            told |= service.getValue().families().stream()
                    .anyMatch(family -> family.name().startsWith(metric));
        }
        return told;
    }

    @Test
    void theTableOfMetricsIsWhatTheServicesTell() throws Exception {
        MetricsTable table = MetricsTable.read(DOCS.resolve("metrics.md"));
        services.forEach((service, told) ->
                assertThat(told.families()).as(service).containsExactlyInAnyOrderElementsOf(table.of(service)));
    }

    @Test
    void everyQueryOfEveryDashboardHasData() throws Exception {
        Prometheus.require();
        List<String> table = new ArrayList<>(List.of("| dashboard | panel | query | series |", "|---|---|---|---:|"));
        List<String> empty = new ArrayList<>();
        for (Dashboards.Query query : Dashboards.queries(DEPLOY.resolve("grafana/dashboards"))) {
            String sent = query.filledIn(variables(query), prometheus.watching());
            int series = (query.instant() ? prometheus.now(sent) : prometheus.since(sent)).size();
            table.add("| %s | %s | `%s` | %d |"
                    .formatted(
                            query.dashboard(), query.panel(), query.expression().replace("|", "\\|"), series));
            if (series == 0) {
                empty.add(query.dashboard() + ", " + query.panel() + ": " + sent);
            }
        }
        Files.write(Path.of("target/dashboard-queries.md"), table);
        table.forEach(System.out::println);
        assertThat(table).hasSizeGreaterThan(50);
        assertThat(empty).as("queries without data").isEmpty();
    }

    /** A list of instances or services stands in the place of a variable that takes several. */
    private Map<String, String> variables(Dashboards.Query query) {
        return Map.of("instance_id", query.expression().contains("=~") ? ".*" : instanceId, "service", ".*");
    }

    @Test
    void everyAlertCanSeeWhatItWatchesAndOnlyThoseFireThatShould() {
        Prometheus.require();
        Set<String> firing = new HashSet<>();
        assertThat(prometheus.rules()).hasSizeGreaterThan(15).allSatisfy(rule -> {
            assertThat(rule.trouble()).as(rule.name()).isEmpty();
            List<String> selectors = SELECTOR.matcher(rule.expression())
                    .results()
                    .map(match -> match.group())
                    .toList();
            assertThat(selectors).as(rule.name()).isNotEmpty().allSatisfy(selector -> assertThat(
                            prometheus.since(selector))
                    .as("%s: %s", rule.name(), selector)
                    .isNotEmpty());
            if (!prometheus.now(rule.expression()).isEmpty()) {
                firing.add(rule.name());
            }
        });
        Set<String> expected = new HashSet<>(Set.of("BatonWindowMissed"));
        if (holdMs > 30) {
            expected.add("BatonHoldOverBudget");
        }
        assertThat(firing).isEqualTo(expected);
    }

    @Test
    void everyAlertHasItsChapterInTheRunbook() throws Exception {
        Set<String> alerts = matches(DEPLOY.resolve("prometheus/alerts.yml"), "(?m)^      - alert: (\\w+)$");
        assertThat(alerts).hasSizeGreaterThan(15);
        assertThat(matches(DOCS.resolve("runbook.md"), "(?m)^## (\\w+)$")).isEqualTo(alerts);
        assertThat(matches(DEPLOY.resolve("prometheus/alerts.yml"), "runbook: docs/runbook\\.md#(\\w+)"))
                .isEqualTo(alerts.stream().map(String::toLowerCase).collect(Collectors.toSet()));
    }

    private static Set<String> matches(Path file, String pattern) throws IOException {
        return Pattern.compile(pattern)
                .matcher(Files.readString(file))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toSet());
    }

    @Test
    void promtoolHasNothingToSay() throws Exception {
        Prometheus.require();
        Path folder = DEPLOY.resolve("prometheus");
        Promtool.clean(folder, "", "check", "config", "prometheus.yml");
        Promtool.clean(folder, "", "check", "rules", "alerts.yml");
        Promtool.clean(folder, "", "test", "rules", "alerts.test.yml");
        for (Exposition service : services.values()) {
            Promtool.clean(folder, service.text(), "check", "metrics");
        }
    }
}
