package io.baton.local.part;

import io.baton.local.Home;
import io.baton.local.UserError;
import io.baton.local.process.Launch;
import io.baton.local.process.Privacy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** PostgreSQL's data folder. */
final class PostgresCluster {

    static final Map<String, String> ENVIRONMENT = Map.of("LC_ALL", "C", "TZ", "UTC");

    private final Home home;
    private final Path distribution;
    private final PostgresUser user;

    PostgresCluster(Home home, Path distribution, PostgresUser user) {
        this.home = home;
        this.distribution = distribution;
        this.user = user;
    }

    /** Makes the folder, whole or not at all, unless it is there. */
    void create(String owner, String password) throws IOException, InterruptedException {
        Path data = home.postgresData();
        if (Files.isDirectory(data)) {
            user.own(data);
            return;
        }
        Path draft = data.resolveSibling(data.getFileName() + ".new");
        PostgresDistribution.delete(draft);
        Privacy.createDirectory(draft);
        user.own(draft);
        Path passwordFile = home.run().resolve("initdb-password");
        Files.deleteIfExists(passwordFile);
        Privacy.write(passwordFile, password);
        user.own(passwordFile);
        List<String> command = new ArrayList<>(user.prefix());
        command.addAll(List.of(
                distribution.resolve("bin/initdb").toString(),
                "--pgdata=" + draft,
                "--encoding=UTF8",
                "--locale=C",
                "--auth=scram-sha-256",
                "--username=" + owner,
                "--pwfile=" + passwordFile));
        Path log = home.log(PostgresPart.NAME);
        boolean made = new Launch(command, ENVIRONMENT, home.path(), log).run(Duration.ofSeconds(120));
        Files.delete(passwordFile);
        if (!made) {
            throw new UserError("PostgreSQL's folder %s could not be made: see %s.", data, log);
        }
        Files.move(draft, data, StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * After a crash of the machine the id in postmaster.pid may belong to any program, which PostgreSQL, seeing it
     * alive, would take for a server that still runs.
     */
    void forgetDeadServer() throws IOException {
        Path file = home.postgresData().resolve("postmaster.pid");
        if (!Files.exists(file)) {
            return;
        }
        long pid = Files.readAllLines(file).stream()
                .findFirst()
                .filter(line -> line.matches("\\d+"))
                .map(Long::valueOf)
                .orElse(0L);
        boolean server = ProcessHandle.of(pid)
                .flatMap(process -> process.info().command())
                .filter(command -> command.endsWith("postgres"))
                .isPresent();
        if (!server) {
            Files.delete(file);
        }
    }
}
