package io.baton.local.part;

import com.sun.security.auth.module.UnixSystem;
import io.baton.local.UserError;
import io.baton.local.process.Executables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Whom PostgreSQL runs as. It refuses to be root, so root steps down: into a user namespace, where it is nobody and
 * still owns its files, or, where that is forbidden as in many containers, to the user nobody.
 *
 * @param prefix what to put before a command
 * @param nobody whether the files must be given to the user nobody
 */
record PostgresUser(List<String> prefix, boolean nobody) {

    private static final int NOBODY = 65_534;
    private static final List<String> NAMESPACE = List.of("unshare", "-U");
    private static final List<String> STEP_DOWN =
            List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups");

    /**
     * Finds a way that works for files in this folder.
     *
     * @throws UserError when there is none
     */
    static PostgresUser detect(Path folder) throws IOException, InterruptedException {
        if (new UnixSystem().getUid() != 0) {
            return new PostgresUser(List.of(), false);
        }
        if (works(NAMESPACE, folder)) {
            return new PostgresUser(NAMESPACE, false);
        }
        if (works(STEP_DOWN, folder)) {
            return new PostgresUser(STEP_DOWN, true);
        }
        throw new UserError(
                "PostgreSQL refuses to run as root, and can't step down in %s: run it as an ordinary user, or with a"
                        + " --home that everybody may enter.",
                folder);
    }

    private static boolean works(List<String> prefix, Path folder) throws IOException, InterruptedException {
        if (Executables.find(prefix.get(0)).isEmpty()) {
            return false;
        }
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of("test", "-x", folder.toString()));
        return new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }

    /** Hands over a file, or a folder with all that is in it, if that is needed. */
    void own(Path path) throws IOException {
        if (!nobody) {
            return;
        }
        try (Stream<Path> inside = Files.walk(path)) {
            for (Path each : inside.toList()) {
                Files.setAttribute(each, "unix:uid", NOBODY, java.nio.file.LinkOption.NOFOLLOW_LINKS);
            }
        }
    }
}
