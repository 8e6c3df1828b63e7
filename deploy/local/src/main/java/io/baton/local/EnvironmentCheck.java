package io.baton.local;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The variables that are passed on to the services: what can't be used is said before anything is started for it. */
final class EnvironmentCheck {

    private static final List<String> FILES = List.of(
            "BATON_TLS_CERTIFICATE", "BATON_TLS_KEY", "BATON_TLS_CLIENT_CA", "BATON_CATALOGUE", "BATON_PROXY_JAR");
    private static final List<String> PORT_RANGES = List.of("BATON_ENDPOINT_PORTS", "BATON_NODE_PORTS");
    private static final Pattern RANGE = Pattern.compile("\\s*(\\d{1,5})\\s*-\\s*(\\d{1,5})\\s*");
    private static final int LAST_PORT = 65_535;

    private final Map<String, String> environment;

    EnvironmentCheck(Map<String, String> environment) {
        this.environment = environment;
    }

    /** @throws BadSetting naming the first variable that can't be used */
    void check() {
        for (String folder : value("BATON_ENGINES").split(File.pathSeparator)) {
            if (!folder.isBlank() && !Files.isDirectory(Path.of(folder))) {
                throw new BadSetting("BATON_ENGINES names %s, which is not a folder.", folder);
            }
        }
        for (String name : FILES) {
            if (!value(name).isBlank() && !Files.isReadable(Path.of(value(name)))) {
                throw new BadSetting("%s names %s, which can't be read.", name, value(name));
            }
        }
        if (value("BATON_TLS_CERTIFICATE").isBlank() != value("BATON_TLS_KEY").isBlank()) {
            throw new BadSetting("BATON_TLS_CERTIFICATE and BATON_TLS_KEY belong together: set both of them, or none.");
        }
        PORT_RANGES.forEach(this::requireRange);
    }

    private void requireRange(String name) {
        if (value(name).isBlank()) {
            return;
        }
        Matcher range = RANGE.matcher(value(name));
        boolean good = range.matches()
                && Integer.parseInt(range.group(1)) >= 1
                && Integer.parseInt(range.group(2)) <= LAST_PORT
                && Integer.parseInt(range.group(1)) <= Integer.parseInt(range.group(2));
        if (!good) {
            throw new BadSetting(
                    "%s is '%s': it has to be two ports from 1 to %d, the first not above the last, such as 21000-21999.",
                    name, value(name), LAST_PORT);
        }
    }

    private String value(String name) {
        return environment.getOrDefault(name, "");
    }
}
