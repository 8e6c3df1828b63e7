package io.baton.contracts;

import java.util.Optional;

/**
 * A fact that one service tells the others. Its topic is named exactly as its record; its key is the instance id.
 *
 * <p>Envelope: CloudEvents 1.0 in Kafka's binary mode, so that the attributes travel in headers and the record's JSON
 * is the whole value.
 */
public sealed interface BatonEvent permits InstanceEvent, UpgradeEvent {

    /** The instance this is about; also the Kafka key, which keeps the order of one instance's events in a topic. */
    String instanceId();

    /** The id of the saga that this event belongs to: the upgrade, or the instance itself. */
    String sagaId();

    /** The same fact in fewer words, for a broker that refuses it as it is; itself where it has no details. */
    default BatonEvent withoutDetails() {
        return this;
    }

    /** What is told instead where a broker refuses it for good, so that its saga ends; empty where nothing else will do. */
    default Optional<BatonEvent> insteadOfIt(Reason refused) {
        return Optional.empty();
    }

    /** The name of the topic, which is also the CloudEvents type. */
    default String topic() {
        return getClass().getSimpleName();
    }
}
