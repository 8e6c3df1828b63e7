package io.baton.engine.client;

/**
 * A call to an engine failed. The message says which engine and which command, never an argument: arguments can be
 * secrets.
 */
public abstract sealed class EngineException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final EngineAddress address;

    private EngineException(EngineAddress address, String message, Throwable cause) {
        super(message, cause);
        this.address = address;
    }

    public EngineAddress address() {
        return address;
    }

    /** No connection, or it was lost. What was sent and not answered may have been executed. */
    public static final class Unreachable extends EngineException {
        private static final long serialVersionUID = 1L;

        public Unreachable(EngineAddress address, String what, Throwable cause) {
            super(address, "engine " + address + " can't be reached: " + what, cause);
        }
    }

    /** No answer in time. The connection was closed; the command may still be executed. */
    public static final class TimedOut extends EngineException {
        private static final long serialVersionUID = 1L;

        public TimedOut(EngineAddress address, String what, long limitMillis) {
            super(address, "engine " + address + " did not answer " + what + " within " + limitMillis + " ms", null);
        }
    }

    /** The engine answered with an error; the connection stays usable. */
    public static final class Refused extends EngineException {
        private static final long serialVersionUID = 1L;

        private final String error;

        public Refused(EngineAddress address, String what, String error) {
            super(address, "engine " + address + " refused " + what + ": " + error, null);
            this.error = error;
        }

        /** @return the engine's own words, such as {@code READONLY You can't write against a read only replica.} */
        public String error() {
            return error;
        }

        /** @return the first word of the engine's answer, such as {@code ERR}, {@code LOADING} or {@code NOREPLICAS} */
        public String code() {
            return error.split(" ", 2)[0];
        }
    }

    /** The engine wants a password and got none, or a wrong one. */
    public static final class AuthenticationFailed extends EngineException {
        private static final long serialVersionUID = 1L;

        public AuthenticationFailed(EngineAddress address, String error) {
            super(address, "engine " + address + " did not accept the credentials: " + error, null);
        }
    }
}
