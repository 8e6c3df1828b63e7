package io.baton.e2e.harness;

import java.io.IOException;

/** Freezes and thaws processes, so that a test can hold the system in a state for as long as it likes. */
public final class Signals {

    private Signals() {}

    public static void freeze(long pid) throws IOException, InterruptedException {
        send("STOP", pid);
    }

    public static void thaw(long pid) throws IOException, InterruptedException {
        send("CONT", pid);
    }

    private static void send(String signal, long pid) throws IOException, InterruptedException {
        int exitCode = new ProcessBuilder("sh", "-c", "kill -" + signal + " " + pid)
                .inheritIO()
                .start()
                .waitFor();
        if (exitCode != 0) {
            throw new IOException("process " + pid + " can't be sent SIG" + signal);
        }
    }
}
