package io.baton.proxy.difference;

import java.util.Set;
import java.util.regex.Pattern;

/** Sessions that a switch ends, with an error that says why: those of the README that can't be moved. */
final class Exceptions {

    /** Stands where a difference would: nothing more of this client is compared. */
    static final Difference NONE = new Difference(new Program(java.util.List.of()), null, null, Set.of(), "");

    private static final Pattern ENDED = Pattern.compile(
            "-ERR baton: this connection can't be moved to the upgraded engine: (it subscribed inside a transaction"
                    + "|its invalidations go to another connection)\r\n" + Wire.END + "$");

    private Exceptions() {}

    static boolean allows(Program program, String got) {
        return ENDED.matcher(got).find();
    }
}
