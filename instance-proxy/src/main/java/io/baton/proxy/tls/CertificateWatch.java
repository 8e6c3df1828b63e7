package io.baton.proxy.tls;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Looks for changed certificates, once a second, on a thread of its own. */
public final class CertificateWatch implements AutoCloseable {

    private static final long EACH_MILLIS = 1000;

    private final ScheduledExecutorService thread;

    /**
     * @param clients or null
     * @param engines or null
     */
    public CertificateWatch(ClientTls clients, EngineTls engines) {
        List<Runnable> looks = new ArrayList<>();
        if (clients != null) {
            looks.add(clients::lookAgain);
        }
        if (engines != null) {
            looks.add(engines::lookAgain);
        }
        thread = looks.isEmpty()
                ? null
                : Executors.newSingleThreadScheduledExecutor(task -> {
                    Thread named = new Thread(task, "certificates");
                    named.setDaemon(true);
                    return named;
                });
        looks.forEach(look -> thread.scheduleWithFixedDelay(look, EACH_MILLIS, EACH_MILLIS, TimeUnit.MILLISECONDS));
    }

    @Override
    public void close() {
        if (thread != null) {
            thread.shutdownNow();
        }
    }
}
