package io.baton.proxy.relay;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.baton.proxy.session.BlockingCall;
import io.baton.proxy.session.Expectation;
import io.baton.proxy.session.RestoreCommand;
import io.baton.proxy.session.SessionEffect;
import io.baton.proxy.session.Subscriptions;
import io.baton.proxy.session.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** What the proxy does about the replies to commands that concern a session. */
final class Replies {

    private Replies() {}

    private static boolean isError(String head) {
        return head.startsWith("-");
    }

    private static boolean isQueued(String head) {
        return head.equals("+QUEUED");
    }

    /** A command that changes the session if the engine accepts it; inside a transaction, if EXEC does. */
    static final class Change implements Expectation {
        private final Session session;
        private final SessionEffect effect;
        private final Transaction transaction;
        private final int indexInTransaction;

        Change(Session session, SessionEffect effect) {
            this.session = session;
            this.effect = effect;
            this.transaction = session.transaction();
            this.indexInTransaction = transaction == null ? 0 : transaction.queueLength();
        }

        @Override
        public Verdict onHead(String head) {
            if (isQueued(head) && transaction != null) {
                if (!transaction.queued(indexInTransaction, effect)) {
                    session.move().obstacle("a transaction of it changed the session too often");
                }
            } else if (!isError(head)) {
                if (effect instanceof SessionEffect.WasReset) {
                    session.watching(false);
                }
                session.confirmed(effect);
            }
            return Verdict.FORWARD;
        }
    }

    /** WATCH. */
    record Watch(Session session) implements Expectation {

        @Override
        public Verdict onHead(String head) {
            if (!isError(head)) {
                session.watching(true);
            }
            return Verdict.FORWARD;
        }
    }

    /** MULTI or WATCH inside of a transaction. Engines that say no by these words go on with the transaction as it was. */
    record Misplaced(Session session) implements Expectation {

        private static final Set<String> HARMLESS =
                Set.of("-ERR MULTI calls can not be nested", "-ERR WATCH inside MULTI is not allowed");

        @Override
        public Verdict onHead(String head) {
            if (HARMLESS.contains(head)) {
                session.current().replies().excuseError();
            }
            return Verdict.FORWARD;
        }
    }

    /** UNWATCH; inside a transaction it has no effect that would matter. */
    record Unwatch(Session session) implements Expectation {

        @Override
        public Verdict onHead(String head) {
            if (!isError(head) && !isQueued(head)) {
                session.watching(false);
            }
            return Verdict.FORWARD;
        }
    }

    /** MULTI. From its reply on, errors are errors of queued commands. */
    record Begin(Session session, Transaction transaction) implements Expectation {

        @Override
        public Verdict onHead(String head) {
            if (isError(head)) {
                transaction.refused();
                if (session.transaction() == transaction) {
                    session.transaction(null);
                }
            }
            session.current().replies().takeErrorSeen();
            return Verdict.FORWARD;
        }
    }

    /** EXEC or DISCARD of an open transaction: whatever the answer, nothing is queued or watched any more. */
    record Finish(Session session, Transaction transaction, boolean executes) implements Expectation {

        @Override
        public Verdict onHead(String head) {
            session.watching(false);
            return Verdict.FORWARD;
        }

        @Override
        public void onEnd(byte[] elementTypes) {
            if (executes) {
                transaction.executed(elementTypes).forEach(session::confirmed);
            }
            transaction.release();
        }
    }

    /** A reply given by the proxy. */
    record Local(Runnable action) implements Expectation.Local {

        @Override
        public void answer() {
            action.run();
        }
    }

    /** CLIENT ID, asked by the proxy. */
    record ConnectionId(Upstream upstream) implements Expectation {

        @Override
        public boolean forClient() {
            return false;
        }

        @Override
        public Verdict onHead(String head) {
            if (head.startsWith(":")) {
                upstream.connectionId(head.substring(1));
            }
            return Verdict.SWALLOW;
        }
    }

    /** A blocking command. If the proxy took it back, it waits again, in front of all that is held. */
    record Blocking(Session session, BlockingCall call) implements Expectation {

        @Override
        public Verdict onHead(String head) {
            if (call.givenUp(head)) {
                session.sendAgain(call);
                return Verdict.SWALLOW;
            }
            return Verdict.FORWARD;
        }

        @Override
        public void onEnd(byte[] elementTypes) {
            session.blocked(null);
        }
    }

    /** (P|S)SUBSCRIBE and (P|S)UNSUBSCRIBE of the client. */
    static final class Subscription implements Expectation.Confirmations {
        private final Session session;
        private final Subscriptions.Kind kind;
        private final boolean adds;
        private final List<String> names;
        private final List<byte[]> words;
        private int confirmed;
        private int expected;

        Subscription(Session session, Subscriptions.Kind kind, boolean adds, List<String> names, List<byte[]> words) {
            this.session = session;
            this.kind = kind;
            this.adds = adds;
            this.names = names;
            this.words = words;
        }

        @Override
        public boolean onConfirmation() {
            Subscriptions subscriptions = session.state().subscriptions();
            if (confirmed == 0) {
                // without names: one for each subscription that there is, but at least one
                expected = names.isEmpty() ? Math.max(1, subscriptions.count(kind)) : names.size();
            }
            if (!names.isEmpty()) {
                String name = names.get(confirmed);
                if (adds) {
                    subscriptions.add(kind, name);
                } else {
                    subscriptions.remove(kind, name);
                }
            }
            confirmed++;
            boolean last = confirmed == expected;
            if (last) {
                repeatOnStandby(subscriptions);
                if (names.isEmpty()) {
                    subscriptions.removeAll(kind);
                }
            }
            session.subscriptionsChanged();
            return last;
        }

        private void repeatOnStandby(Subscriptions subscriptions) {
            Upstream standby = session.standby().connected();
            if (standby == null || (names.isEmpty() && subscriptions.count(kind) == 0)) {
                return;
            }
            List<byte[]> repeated = new ArrayList<>(words);
            if (names.isEmpty()) {
                subscriptions.names(kind).forEach(name -> repeated.add(name.getBytes(ISO_8859_1)));
            }
            session.restoration().send(standby, List.of(RestoreCommand.subscribing(repeated)));
        }

        @Override
        public void onRefusal() {
            // the session is as it was
        }
    }

    /** A command of the proxy itself, whose reply the client does not see. */
    record Own(Consumer<String> onHead, Runnable then) implements Expectation {

        @Override
        public boolean forClient() {
            return false;
        }

        @Override
        public Verdict onHead(String head) {
            onHead.accept(head);
            return Verdict.SWALLOW;
        }

        @Override
        public void onEnd(byte[] elementTypes) {
            then.run();
        }
    }

    /** A subscription that the proxy restores. */
    static final class OwnSubscription implements Expectation.Confirmations {
        private int left;
        private final Runnable refused;

        OwnSubscription(int confirmations, Runnable refused) {
            this.left = confirmations;
            this.refused = refused;
        }

        @Override
        public boolean onConfirmation() {
            return --left == 0;
        }

        @Override
        public void onRefusal() {
            refused.run();
        }
    }
}
