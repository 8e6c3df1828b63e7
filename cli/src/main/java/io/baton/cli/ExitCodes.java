package io.baton.cli;

/** What the program ends with; scripts rely on them. */
final class ExitCodes {

    /** Done: for an upgrade that is waited for, COMPLETED. */
    static final int DONE = 0;
    /** The server refused it, or what was waited for has ended in another way. */
    static final int REFUSED = 1;
    /** The command line can't be understood. */
    static final int USAGE = 2;
    /** Nobody answers at the address, or not as Baton does. */
    static final int UNREACHABLE = 3;
    /** It was begun and goes on, but has not ended in the time that {@code --timeout} gave it. */
    static final int NOT_YET = 4;

    private ExitCodes() {}
}
