package io.baton.proxy.relay;

import io.baton.proxy.resp.ReplyScanner;
import io.baton.proxy.session.Expectation;
import io.baton.proxy.session.Expectation.Verdict;
import io.baton.proxy.session.ReplyLedger;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.function.Consumer;

/**
 * The bytes of one engine connection on their way to the client: counts what is owed, passes replies on, and takes out
 * those that the proxy has asked for itself. A read is passed on as it is whenever no reply in it concerns the proxy.
 */
final class ReplyFlow {

    /** What happens to the bytes of the present item. */
    private enum Passing {
        FORWARD,
        SWALLOW,
        /** What it is has to be known first: by its first bytes, which are kept until then. */
        UNDECIDED
    }

    private final ReplyScanner scanner = new ReplyScanner();
    private final ReplyLedger ledger = new ReplyLedger();
    private final ByteBuf undecided = Unpooled.buffer(0);
    private final Consumer<ByteBuf> client;

    private Passing passing = Passing.SWALLOW;
    private boolean forwarding;
    private boolean subscriber;
    private boolean plainMessages;
    private boolean stopped;

    /** @param client takes over the bytes that it is given */
    ReplyFlow(Consumer<ByteBuf> client) {
        this.client = client;
    }

    ReplyLedger ledger() {
        return ledger;
    }

    /** Whether replies and messages that nobody else expects go to the client. */
    void forwarding(boolean on) {
        forwarding = on;
    }

    /**
     * Whether messages to a subscriber can come.
     *
     * @param plain as arrays (RESP2), not only as pushes
     */
    void subscriber(boolean on, boolean plain) {
        subscriber = on;
        plainMessages = plain;
    }

    void monitoring(boolean on) {
        scanner.monitoring(on);
    }

    boolean takeErrorSeen() {
        return scanner.takeErrorSeen();
    }

    void excuseError() {
        scanner.excuseError();
    }

    /** Whether what the client has got ends with a whole reply, so that an error can be put behind it. */
    boolean atBoundary() {
        return scanner.atBoundary() || passing != Passing.FORWARD;
    }

    /** Nothing is passed on from now on. */
    void stop() {
        stopped = true;
    }

    /** Takes over the bytes of a read. Returns false if they are not RESP. */
    boolean receive(ByteBuf in) {
        if (stopped) {
            in.release();
            return true;
        }
        boolean whole = forwarding && !subscriber && ledger.ordinaryAhead() == Long.MAX_VALUE;
        if (whole && (scanner.atBoundary() || passing == Passing.FORWARD)) {
            passing = Passing.FORWARD;
            scanner.describe(false, false);
            ReplyScanner.Event event = scanner.scan(in, in.readerIndex(), in.writerIndex(), Long.MAX_VALUE);
            ledger.answered(scanner.counted());
            client.accept(in);
            return event != ReplyScanner.Event.MALFORMED;
        }
        try {
            return receivePiecewise(in);
        } finally {
            in.release();
        }
    }

    private boolean receivePiecewise(ByteBuf in) {
        int to = in.writerIndex();
        int start = in.readerIndex();
        int at = start;
        while (!stopped) {
            if (scanner.atBoundary()) {
                pass(in, start, at);
                start = at;
                beginItem();
                if (stopped) {
                    return true;
                }
            }
            Expectation due = ledger.due();
            scanner.describe(subscriber || due != null, plainMessages || due instanceof Expectation.Confirmations);
            ReplyScanner.Event event = scanner.scan(in, at, to, ledger.ordinaryAhead());
            at = scanner.position();
            switch (event) {
                case NEED_MORE -> {
                    ledger.answered(scanner.counted());
                    pass(in, start, at);
                    return true;
                }
                case HEAD -> decide(due.onHead(scanner.head()) == Verdict.FORWARD);
                // Of any length: it is passed on, or left out, as it comes.
                case MESSAGE -> decide(forwarding);
                case ATTRIBUTE -> decide(due.forClient());
                case COUNTED -> ledger.answered(scanner.counted());
                case ITEM -> {
                    pass(in, start, at);
                    start = at;
                    endItem();
                }
                case MALFORMED -> {
                    return false;
                }
            }
        }
        return true;
    }

    private void beginItem() {
        while (ledger.due() instanceof Expectation.Local local && !stopped) {
            ledger.settle();
            local.answer();
        }
        Expectation due = ledger.due();
        if (due == null || due instanceof Expectation.Confirmations) {
            passing = forwarding ? Passing.FORWARD : Passing.SWALLOW;
        } else {
            scanner.watchNextReply();
            passing = Passing.UNDECIDED;
        }
    }

    private void endItem() {
        Expectation due = ledger.due();
        switch (scanner.item()) {
            case MESSAGE -> {
                // answers nothing
            }
            case CONFIRMATION -> {
                if (due instanceof Expectation.Confirmations confirmations && confirmations.onConfirmation()) {
                    ledger.settle();
                }
            }
            case REPLY -> {
                if (due == null) {
                    ledger.answered(1);
                    return;
                }
                ledger.settle();
                if (due instanceof Expectation.Confirmations confirmations) {
                    confirmations.onRefusal();
                } else {
                    due.onEnd(scanner.elementTypes());
                }
            }
        }
    }

    private void decide(boolean forward) {
        passing = forward ? Passing.FORWARD : Passing.SWALLOW;
        if (forward && undecided.isReadable() && !stopped) {
            client.accept(undecided.copy());
        }
        undecided.clear();
    }

    private void pass(ByteBuf in, int start, int at) {
        if (stopped || start == at) {
            return;
        }
        if (passing == Passing.FORWARD) {
            client.accept(in.retainedSlice(start, at - start));
        } else if (passing == Passing.UNDECIDED) {
            undecided.writeBytes(in, start, at - start);
        }
    }
}
