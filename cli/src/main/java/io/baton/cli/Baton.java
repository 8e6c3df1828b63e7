package io.baton.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.baton.client.BatonApi;
import io.baton.console.Console;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command that all others are parts of: the options of all, the server and the terminal. */
@Command(
        name = "baton",
        description = "Upgrades Redis and Valkey instances without their clients noticing.",
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        optionListHeading = "%nOptions of every command:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:Done; an upgrade that is waited for has completed.",
            "1:Refused, or what is waited for has ended otherwise.",
            "2:The command line can't be understood.",
            "3:The server can't be reached.",
            "4:Not ended in the time of --timeout; it goes on."
        })
final class Baton {

    static final String VARIABLE = "BATON_SERVER";
    private static final String USUAL = "http://127.0.0.1:8080";
    private static final JsonMapper JSON = JsonMapper.builder()
            // Readable by programs whatever this terminal's encoding.
            .enable(com.fasterxml.jackson.core.json.JsonWriteFeature.ESCAPE_NON_ASCII)
            .build();

    @Option(
            names = "--server",
            paramLabel = "URL",
            scope = ScopeType.INHERIT,
            description = "Address of upgrade-api (BATON_SERVER; otherwise " + USUAL + ").")
    private String server;

    @Option(
            names = "--json",
            scope = ScopeType.INHERIT,
            description = "Prints what the API answers; while it waits, one line for each change.")
    private boolean json;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Shows this help.")
    private boolean help;

    private final Console console;
    private final Map<String, String> environment;

    Baton(Console console, Map<String, String> environment) {
        this.console = console;
        this.environment = environment;
    }

    Console console() {
        return console;
    }

    boolean json() {
        return json;
    }

    BatonApi api() {
        String address = server != null ? server : environment.getOrDefault(VARIABLE, "");
        return new BatonApi(checked(address.isBlank() ? USUAL : address.strip()));
    }

    private static String checked(String address) {
        String whole = address.contains("://") ? address : "http://" + address;
        try {
            URI uri = URI.create(whole);
            if (uri.getHost() != null && List.of("http", "https").contains(uri.getScheme())) {
                return whole;
            }
        } catch (IllegalArgumentException noAddress) {
            // told below
        }
        throw CliException.usage("'" + address + "' is no address of a server, such as " + USUAL + ".");
    }

    /** Prints an answer: as it is, or told for people. */
    void show(JsonNode answer, Supplier<List<String>> lines) {
        if (json) {
            console.line(text(JSON.writerWithDefaultPrettyPrinter(), answer));
        } else {
            lines.get().forEach(console::line);
        }
    }

    /** Prints JSON on one line. */
    void tell(JsonNode change) {
        console.line(text(JSON.writer(), change));
    }

    private static String text(ObjectWriter writer, JsonNode json) {
        try {
            return writer.writeValueAsString(json);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
