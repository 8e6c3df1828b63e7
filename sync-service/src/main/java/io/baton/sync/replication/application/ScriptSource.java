package io.baton.sync.replication.application;

import io.baton.contracts.EngineNode;
import java.util.List;
import java.util.Optional;

/** Where the text of scripts can be had: no engine command tells it, but a snapshot of up to 6.2 has it. */
public interface ScriptSource {

    /**
     * Begins to read the scripts of a node, beside whatever else goes on.
     *
     * @param credentialRef name under which the node's password is stored, or null where there is none
     */
    Reading read(EngineNode node, String credentialRef);

    /** One reading; closing it ends it. */
    interface Reading extends AutoCloseable {

        /** @return empty while it goes on */
        Optional<Outcome> outcome();

        @Override
        void close();
    }

    /** How a reading ended. */
    sealed interface Outcome {

        /** @param scripts all that the node had when the snapshot began */
        record Read(List<byte[]> scripts) implements Outcome {}

        record Failed(String why) implements Outcome {}
    }
}
