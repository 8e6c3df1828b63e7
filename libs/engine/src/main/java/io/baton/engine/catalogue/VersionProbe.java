package io.baton.engine.catalogue;

import io.baton.engine.Edition;
import io.baton.engine.EngineId;
import io.baton.engine.EngineVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks a binary what it is: {@code --version} of a server prints {@code Redis server v=6.2.7 sha=…}. */
final class VersionProbe {

    private static final Pattern ANSWER = Pattern.compile("(\\w+) server v=(\\S+)");
    private static final int LIMIT_SECONDS = 10;

    private VersionProbe() {}

    /**
     * @return what the binary says it is; empty if its answer is not that of an engine
     * @throws IOException if it can't be started or does not end in time
     */
    static Optional<EngineId> ask(Path binary) throws IOException {
        Path answer = Files.createTempFile("baton-version-", ".txt");
        try {
            Process process = new ProcessBuilder(EngineBinary.executable(binary).toString(), "--version")
                    .redirectErrorStream(true)
                    .redirectOutput(answer.toFile())
                    .start();
            awaitEnd(process);
            return parse(new String(Files.readAllBytes(answer), StandardCharsets.UTF_8));
        } finally {
            Files.deleteIfExists(answer);
        }
    }

    private static void awaitEnd(Process process) throws IOException {
        try {
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("--version did not answer within " + LIMIT_SECONDS + " s");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for --version", interrupted);
        } finally {
            process.destroyForcibly();
        }
    }

    static Optional<EngineId> parse(String answer) {
        Matcher matcher = ANSWER.matcher(answer);
        if (!matcher.find()) {
            return Optional.empty();
        }
        return Edition.find(matcher.group(1)).flatMap(edition -> EngineVersion.find(matcher.group(2))
                .map(version -> new EngineId(edition, version)));
    }
}
