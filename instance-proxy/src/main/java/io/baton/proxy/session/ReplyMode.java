package io.baton.proxy.session;

/**
 * Which commands of a session get a reply (CLIENT REPLY). It follows what is sent, not what is answered: there is no
 * answer to follow.
 */
public final class ReplyMode {

    private boolean off;
    private boolean skipNext;
    private boolean unconfirmed;

    /** Takes note of sent commands; returns how many of them will be answered. */
    public int answered(int commands) {
        if (commands == 0) {
            return 0;
        }
        if (off) {
            unconfirmed = true;
            return 0;
        }
        int answers = commands;
        if (skipNext) {
            skipNext = false;
            answers--;
            unconfirmed = true;
        }
        if (answers > 0) {
            unconfirmed = false;
        }
        return answers;
    }

    /** CLIENT REPLY with this mode is sent; returns whether it gets a reply itself. */
    public boolean change(String mode) {
        switch (mode) {
            case "ON" -> {
                off = false;
                skipNext = false;
                return true;
            }
            case "OFF" -> {
                off = true;
                skipNext = false;
                unconfirmed = true;
                return false;
            }
            case "SKIP" -> {
                skipNext = !off;
                unconfirmed = true;
                return false;
            }
            default -> {
                return !off;
            }
        }
    }

    /** Whether commands were sent behind the last one that is answered: nothing will say when they are done. */
    public boolean unconfirmed() {
        return unconfirmed;
    }

    /** The engine has answered something behind all that was sent. */
    public void confirmed() {
        unconfirmed = false;
    }

    /** The mode to be set on a connection that answers everything: OFF or SKIP, or null. */
    public String toRestore() {
        return off ? "OFF" : skipNext ? "SKIP" : null;
    }

    /** RESET was sent: it switches replies on. */
    public void reset() {
        off = false;
        skipNext = false;
    }
}
