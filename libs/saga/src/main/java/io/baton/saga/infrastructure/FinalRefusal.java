package io.baton.saga.infrastructure;

import java.util.List;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;

/**
 * What Kafka says about a record itself, so that it says so again each time. All else is about Kafka: it is away, it is busy, it
 * lacks a topic or a right; that passes, or somebody mends it, and the record waits.
 */
final class FinalRefusal {

    private static final List<Class<? extends Throwable>> OF_THE_RECORD = List.of(
            RecordTooLargeException.class,
            RecordBatchTooLargeException.class,
            InvalidRecordException.class,
            InvalidTopicException.class,
            SerializationException.class,
            PolicyViolationException.class);

    private FinalRefusal() {}

    static boolean is(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            Throwable one = cause;
            if (OF_THE_RECORD.stream().anyMatch(type -> type.isInstance(one))) {
                return true;
            }
        }
        return false;
    }
}
