package io.baton.e2e.bench;

import io.baton.local.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What redis-benchmark measured of SET and GET together.
 *
 * @param operationsPerSecond of both commands, half of each
 * @param p99Millis the worse of the two
 */
record LoadRun(double operationsPerSecond, double p99Millis) {

    /** @param requests of each command */
    record Load(int connections, int pipeline, int valueBytes, int requests) {

        /** How many commands of both kinds it sends. */
        int commands() {
            return 2 * requests;
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%5d conn  pipeline %2d  %7s",
                    connections,
                    pipeline,
                    valueBytes >= 1024 ? valueBytes / 1024 + " KiB" : valueBytes + " B");
        }
    }

    static LoadRun of(int port, Load load) {
        List<String> command = new ArrayList<>(List.of(
                Peer.program("redis-benchmark", "redis-tools"),
                "-h",
                Peer.HOST,
                "-p",
                Integer.toString(port),
                "-c",
                Integer.toString(load.connections()),
                "-P",
                Integer.toString(load.pipeline()),
                "-d",
                Integer.toString(load.valueBytes()),
                "-n",
                Integer.toString(load.requests()),
                "-r",
                "10000",
                "-t",
                "set,get",
                "--csv"));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new UserError("redis-benchmark failed: %s", output.strip());
            }
            return parse(output);
        } catch (IOException failed) {
            throw new UserError("redis-benchmark failed: %s", failed.getMessage());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new UserError("Interrupted.");
        }
    }

    /** Lines such as {@code "SET","91743.12","0.3","0.1","0.3","0.5","0.9","2.1"}: rps, then avg, min, p50, p95, p99, max. */
    static LoadRun parse(String csv) {
        List<double[]> tests = csv.lines()
                .filter(line -> line.startsWith("\"SET\"") || line.startsWith("\"GET\""))
                .map(line -> Arrays.stream(line.replace("\"", "").split(","))
                        .skip(1)
                        .mapToDouble(Double::parseDouble)
                        .toArray())
                .toList();
        if (tests.size() != 2 || tests.get(0).length < 7) {
            throw new UserError("redis-benchmark is too old or said something else: %s", csv.strip());
        }
        double seconds = 1 / tests.get(0)[0] + 1 / tests.get(1)[0];
        return new LoadRun(2 / seconds, Math.max(tests.get(0)[5], tests.get(1)[5]));
    }
}
