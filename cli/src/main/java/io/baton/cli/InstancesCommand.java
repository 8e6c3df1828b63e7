package io.baton.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.baton.client.BatonApi;
import io.baton.client.InstanceView;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Instances: list, show, create, delete. */
@Command(name = "instances", description = "Lists the instances; shows, creates or deletes one.")
final class InstancesCommand implements Runnable {

    private static final String SOURCE_OF_STANDARD_INPUT = "-";

    private final Baton baton;

    InstancesCommand(Baton baton) {
        this.baton = baton;
    }

    @Override
    public void run() {
        list(0, 50);
    }

    @Command(name = "list", description = "Lists the instances, the newest first.")
    void list(
            @Option(names = "--page", paramLabel = "N", defaultValue = "0", description = "From 0 (0).") int page,
            @Option(names = "--size", paramLabel = "N", defaultValue = "50", description = "1 to 200 (50).") int size) {
        JsonNode answer = baton.api().get("instances?page=" + page + "&size=" + size);
        baton.show(answer, () -> InstanceText.list(items(answer)));
    }

    private static List<InstanceView> items(JsonNode page) {
        return StreamSupport.stream(page.path("items").spliterator(), false)
                .map(item -> BatonApi.view(item, InstanceView.class))
                .toList();
    }

    @Command(name = "show", description = "Shows an instance with its nodes and its window.")
    void show(@Parameters(paramLabel = "INSTANCE", description = "Its id.") String id) {
        show(baton.api().get("instances/" + Ids.checked(id)));
    }

    private void show(JsonNode answer) {
        baton.show(answer, () -> InstanceText.show(BatonApi.view(answer, InstanceView.class)));
    }

    @Command(name = "create", description = "Creates an instance.")
    int create(
            @Parameters(paramLabel = "NAME", description = "What it is called.") String name,
            @Option(
                            names = "--version",
                            required = true,
                            paramLabel = "VERSION",
                            description = "An exact one, such as 6.2.7, or a line, such as 6.2: its newest build.")
                    String version,
            @Option(
                            names = "--edition",
                            paramLabel = "EDITION",
                            defaultValue = "REDIS",
                            description = "REDIS (usually) or VALKEY.")
                    String edition,
            @Option(
                            names = "--memory-mb",
                            paramLabel = "N",
                            defaultValue = "256",
                            description = "Memory of its data, MiB (256).")
                    int memoryMb,
            @Option(
                            names = "--replicas",
                            paramLabel = "N",
                            defaultValue = "1",
                            description = "Replicas beside the master, 0 to 5 (1).")
                    int replicas,
            @Option(
                            names = "--proxies",
                            paramLabel = "N",
                            defaultValue = "1",
                            description = "Proxies that share the endpoint, 1 to 8 (1).")
                    int proxies,
            @Option(
                            names = "--password-file",
                            paramLabel = "FILE",
                            description = "What clients have to say in AUTH is its first line; - is standard input."
                                    + " A password on a command line could be seen by everybody on the machine.")
                    String passwordFile,
            @Option(names = "--wait", description = "Returns when it runs.") boolean wait,
            @Option(names = "--timeout", paramLabel = "S", description = "Seconds to wait at most.") Long timeout)
            throws IOException, InterruptedException {
        Patience patience = new Patience(timeout);
        BatonApi api = baton.api();
        Map<String, Object> wish = new LinkedHashMap<>();
        wish.put("name", name);
        wish.put("edition", edition);
        wish.put("version", version);
        wish.put("memoryMb", memoryMb);
        wish.put("replicas", replicas);
        wish.put("proxies", proxies);
        if (passwordFile != null) {
            wish.put("password", password(passwordFile));
        }
        JsonNode created = api.post("instances", wish);
        if (!wait) {
            show(created);
            return ExitCodes.DONE;
        }
        String path = "instances/" + created.path("id").asText();
        JsonNode end = patience.until(
                "The instance " + created.path("id").asText() + " is not running yet",
                () -> api.get(path),
                now -> !"CREATING".equals(now.path("status").asText()));
        show(end);
        return "RUNNING".equals(end.path("status").asText()) ? ExitCodes.DONE : ExitCodes.REFUSED;
    }

    private static String password(String file) throws IOException {
        String text;
        try {
            text = file.equals(SOURCE_OF_STANDARD_INPUT)
                    ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
                    : Files.readString(Path.of(file));
        } catch (IOException unreadable) {
            throw CliException.usage("The file " + file + " can't be read.");
        }
        return text.lines()
                .findFirst()
                .filter(line -> !line.isEmpty())
                .orElseThrow(() -> CliException.usage("The file " + file + " has no password in its first line."));
    }

    @Command(name = "delete", description = "Removes an instance with its data.")
    int delete(
            @Parameters(paramLabel = "INSTANCE", description = "Its id.") String id,
            @Option(names = "--wait", description = "Returns when it is gone.") boolean wait,
            @Option(names = "--timeout", paramLabel = "S", description = "Seconds to wait at most.") Long timeout)
            throws InterruptedException {
        Patience patience = new Patience(timeout);
        BatonApi api = baton.api();
        JsonNode answer = api.remove("instances/" + Ids.checked(id));
        if (wait) {
            patience.until("The instance " + id + " is not gone yet", () -> api.exists(id), known -> !known);
        }
        baton.show(answer, () -> List.of(wait ? "The instance " + id + " is gone." : id + " is being removed."));
        return ExitCodes.DONE;
    }
}
