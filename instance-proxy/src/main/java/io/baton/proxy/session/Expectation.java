package io.baton.proxy.session;

/** What the proxy does about one reply of an engine. */
public interface Expectation {

    /** Whether a reply goes on to the client. */
    enum Verdict {
        FORWARD,
        SWALLOW
    }

    /** Whether the client has asked for the reply: what comes with it, beside it, is for the client then. */
    default boolean forClient() {
        return true;
    }

    /**
     * The first line of the reply has come.
     *
     * @param head with its type byte, without its line end; an error starts with {@code -}
     */
    Verdict onHead(String head);

    /**
     * The reply is complete.
     *
     * @param elementTypes types of the elements, if it is an aggregate
     */
    default void onEnd(byte[] elementTypes) {
        // most replies say all in their first line
    }

    /** The confirmations of a subscription: as many as channels, as messages and not as replies. */
    interface Confirmations extends Expectation {

        /** A channel was confirmed; returns whether it was the last one. */
        boolean onConfirmation();

        /** A reply came instead: an error, or QUEUED. No confirmation will come. */
        void onRefusal();

        @Override
        default Verdict onHead(String head) {
            throw new IllegalStateException("confirmations have no first line");
        }
    }

    /** A reply that the proxy gives by itself, at its place in the order. */
    interface Local extends Expectation {

        /** Writes the reply to the client. */
        void answer();

        @Override
        default Verdict onHead(String head) {
            throw new IllegalStateException("no engine answers this");
        }
    }
}
