package io.baton.upgrade.shared.infrastructure;

import io.quarkus.narayana.jta.QuarkusTransaction;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jboss.logging.Logger;

/**
 * Runs a request's work in one transaction, again where the database chose it as a deadlock's victim: a request locks an
 * instance before its upgrade, an event the upgrade before its instance.
 */
public final class Transactions {

    private static final Logger LOG = Logger.getLogger(Transactions.class);
    private static final Set<String> TRY_AGAIN = Set.of("40001", "40P01");
    private static final int ATTEMPTS = 5;

    private Transactions() {}

    public static <T> T call(Callable<T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return QuarkusTransaction.requiringNew().call(work);
            } catch (RuntimeException failed) {
                if (attempt == ATTEMPTS || !isDeadlock(failed)) {
                    throw failed;
                }
                LOG.infof("transaction tried again attempt=%d", attempt);
            }
        }
    }

    private static boolean isDeadlock(Throwable failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && TRY_AGAIN.contains(String.valueOf(sql.getSQLState()))) {
                return true;
            }
        }
        return false;
    }
}
