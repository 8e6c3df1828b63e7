package io.baton.resource.node.infrastructure.figures;

import io.baton.proxy.control.LatencyCounts;
import io.baton.proxy.control.ProxyAnswer.StatusReport;
import io.baton.proxy.control.ProxyTraffic;
import io.prometheus.client.Collector;
import io.prometheus.client.CounterMetricFamily;
import io.prometheus.client.GaugeMetricFamily;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Puts what the proxies said into metrics. They count for themselves, so what they say is published as it is: a proxy that was
 * started again begins at zero, which Prometheus knows of counters.
 */
final class ProxyCollector extends Collector {

    private static final List<String> LABELS = List.of("instance_id", "proxy");
    private static final double MICROS_A_SECOND = 1_000_000;

    /** @param value null where the proxy is too old to say it */
    private record Figure(String name, String help, boolean counter, Function<StatusReport, Number> value) {}

    private static final List<Figure> FIGURES = List.of(
            gauge("baton_proxy_connections", "Client connections", StatusReport::sessions),
            gauge("baton_proxy_replies_owed", "Replies that the engine owes", StatusReport::owedReplies),
            gauge("baton_proxy_held_bytes", "Bytes kept by the present hold", StatusReport::heldBytes),
            gauge("baton_proxy_buffered_bytes", "Bytes kept in all", StatusReport::bufferedBytes),
            gauge(
                    "baton_proxy_hold_seconds",
                    "How long the present hold has lasted, 0 if there is none",
                    status -> status.heldMicros() / MICROS_A_SECOND),
            gauge(
                    "baton_proxy_stall_seconds",
                    "The longest time that a client waited in the last hold",
                    traffic(traffic -> traffic.longestHoldMicros() / MICROS_A_SECOND)),
            counter("baton_proxy_commands", "Commands of clients", traffic(ProxyTraffic::commands)),
            counter("baton_proxy_commands_held", "Commands kept by holds", status -> status.counters()
                    .commandsHeld()),
            counter("baton_proxy_connections_accepted", "Client connections accepted", status -> status.counters()
                    .connectionsAccepted()),
            counter(
                    "baton_proxy_connections_refused",
                    "Client connections that could not be served",
                    status -> status.counters().connectionsRefused()),
            counter(
                    "baton_proxy_upstream_lost",
                    "Connections that the engine closed while the proxy served",
                    status -> status.counters().upstreamLost()),
            counter("baton_proxy_protocol_errors", "Connections ended by malformed RESP", status -> status.counters()
                    .protocolErrors()),
            counter("baton_proxy_received_bytes", "Bytes read from clients", status -> status.counters()
                    .bytesFromClients()),
            counter("baton_proxy_sent_bytes", "Bytes written to clients", status -> status.counters()
                    .bytesToClients()));

    /** @param status empty where it did not answer */
    record Said(String instanceId, String proxy, Optional<StatusReport> status) {}

    private volatile List<Said> proxies = List.of();

    private static Figure gauge(String name, String help, Function<StatusReport, Number> value) {
        return new Figure(name, help, false, value);
    }

    private static Figure counter(String name, String help, Function<StatusReport, Number> value) {
        return new Figure(name, help, true, value);
    }

    private static Function<StatusReport, Number> traffic(Function<ProxyTraffic, Number> value) {
        return status -> status.traffic() == null ? null : value.apply(status.traffic());
    }

    void show(List<Said> all) {
        proxies = all;
    }

    @Override
    public List<MetricFamilySamples> collect() {
        List<Said> all = proxies;
        List<MetricFamilySamples> families = new ArrayList<>();
        GaugeMetricFamily up = new GaugeMetricFamily("baton_proxy_up", "1 while the proxy answers", LABELS);
        all.forEach(proxy -> up.addMetric(labels(proxy), proxy.status().isPresent() ? 1 : 0));
        families.add(up);
        FIGURES.forEach(figure -> families.add(family(figure, all)));
        families.add(latencies(all));
        return families;
    }

    private static MetricFamilySamples family(Figure figure, List<Said> all) {
        GaugeMetricFamily gauges = new GaugeMetricFamily(figure.name(), figure.help(), LABELS);
        CounterMetricFamily counters = new CounterMetricFamily(figure.name(), figure.help(), LABELS);
        for (Said proxy : all) {
            Optional<Number> value = proxy.status().map(figure.value());
            if (figure.counter()) {
                value.ifPresent(number -> counters.addMetric(labels(proxy), number.doubleValue()));
            } else {
                value.ifPresent(number -> gauges.addMetric(labels(proxy), number.doubleValue()));
            }
        }
        return figure.counter() ? counters : gauges;
    }

    private static MetricFamilySamples latencies(List<Said> all) {
        String name = "baton_proxy_latency_seconds";
        List<MetricFamilySamples.Sample> samples = all.stream()
                .flatMap(proxy -> proxy.status().map(StatusReport::traffic).stream()
                        .flatMap(traffic -> histogram(name, labels(proxy), traffic.latency())))
                .toList();
        return new MetricFamilySamples(
                name, Type.HISTOGRAM, "From the read of a command to its reply, of one read in 32", samples);
    }

    private static Stream<MetricFamilySamples.Sample> histogram(
            String name, List<String> labels, LatencyCounts latency) {
        List<MetricFamilySamples.Sample> samples = new ArrayList<>();
        List<String> withBound = append(LABELS, "le");
        long below = 0;
        for (int range = 0; range < latency.counts().size(); range++) {
            below += latency.counts().get(range);
            double bound = range < latency.upToMicros().size()
                    ? latency.upToMicros().get(range) / MICROS_A_SECOND
                    : Double.POSITIVE_INFINITY;
            samples.add(new MetricFamilySamples.Sample(
                    name + "_bucket", withBound, append(labels, doubleToGoString(bound)), below));
        }
        samples.add(new MetricFamilySamples.Sample(name + "_count", LABELS, labels, below));
        samples.add(
                new MetricFamilySamples.Sample(name + "_sum", LABELS, labels, latency.sumMicros() / MICROS_A_SECOND));
        return samples.stream();
    }

    private static List<String> labels(Said proxy) {
        return List.of(proxy.instanceId(), proxy.proxy());
    }

    private static List<String> append(List<String> list, String last) {
        return Stream.concat(list.stream(), Stream.of(last)).toList();
    }
}
