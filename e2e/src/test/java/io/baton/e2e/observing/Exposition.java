package io.baton.e2e.observing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a service tells Prometheus of Baton, in the text of {@code /q/metrics}. */
public final class Exposition {

    private static final Pattern FAMILY = Pattern.compile("# TYPE (baton_\\w+) (\\w+)");
    private static final Pattern SAMPLE = Pattern.compile("(baton_\\w+?)(?:\\{(.*)})? \\S+");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"(?:[^\"\\\\]|\\\\.)*\"");
    private static final Set<String> OF_HISTOGRAMS = Set.of("", "_bucket", "_sum", "_count", "_max");

    /** A metric, without the bounds of a histogram's buckets. */
    public record Family(String name, String type, Set<String> labels) {}

    private final Map<String, String> types = new HashMap<>();
    private final Map<String, Set<String>> labels = new TreeMap<>();
    private final StringBuilder text = new StringBuilder();

    /** Adds what a service says now to what it said before: some metrics are there only while something goes on. */
    public void add(int port) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/q/metrics"))
                // The change of a connection to HTTP/2 can lose its place in a long answer.
                .version(HttpClient.Version.HTTP_1_1)
                .header("Accept", "text/plain")
                .build();
        String body = HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
        text.setLength(0);
        body.lines()
                .filter(line -> line.replaceFirst("# (HELP|TYPE) ", "").startsWith("baton_"))
                .forEach(this::read);
    }

    private void read(String line) {
        text.append(line).append('\n');
        Matcher family = FAMILY.matcher(line);
        Matcher sample = SAMPLE.matcher(line);
        if (family.matches()) {
            types.put(family.group(1), family.group(2));
        } else if (sample.matches()) {
            Set<String> names = new TreeSet<>();
            Matcher label = LABEL.matcher(sample.group(2) == null ? "" : sample.group(2));
            while (label.find()) {
                names.add(label.group(1));
            }
            names.remove("le");
            labels.computeIfAbsent(sample.group(1), any -> new TreeSet<>()).addAll(names);
        }
    }

    /** Without those of which there was no series, and with a histogram's maximum as a part of it. */
    public Set<Family> families() {
        Set<String> parts = types.entrySet().stream()
                .filter(type -> type.getValue().equals("histogram"))
                .flatMap(type -> OF_HISTOGRAMS.stream().map(part -> type.getKey() + part))
                .collect(Collectors.toSet());
        Set<Family> families = new HashSet<>();
        for (Map.Entry<String, String> type : types.entrySet()) {
            boolean histogram = type.getValue().equals("histogram");
            Set<String> names = labels.get(type.getKey() + (histogram ? "_count" : ""));
            if (names != null && (histogram || !parts.contains(type.getKey()))) {
                families.add(new Family(type.getKey(), type.getValue(), names));
            }
        }
        return families;
    }

    /** What it said last. */
    public String text() {
        return text.toString();
    }
}
