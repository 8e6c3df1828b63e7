package io.baton.proxy.switching;

import io.baton.proxy.control.Address;
import io.baton.proxy.control.ProxyAnswer;
import io.baton.proxy.control.ProxyAnswer.Refused;
import io.baton.proxy.control.ProxyAnswer.StaleEpoch;
import io.baton.proxy.control.ProxyCommand;
import io.baton.proxy.control.ProxyPhase;
import io.baton.proxy.control.RefusalCode;
import java.util.function.Supplier;

/**
 * Where the proxy points and what it has obeyed: all that has to outlive the process, and the decision about every
 * command. A pure function from route and command to {@link Decision}.
 *
 * <pre>
 * SERVING --prepare--> PREPARED --hold--> HOLDING --(drained)--> HELD --switch--> SWITCHED --release--> SERVING (new master)
 *    \-------------------hold-------------/  \------release-------/----------------------------------> SERVING (old master)
 * </pre>
 *
 * @param epoch highest epoch obeyed, 0 before the first
 * @param phase the present phase
 * @param upstream the master that sessions point at
 * @param target the master that this epoch goes to, or null if it is not known yet
 * @param outcome how far the attempt of this epoch has come
 */
public record Route(long epoch, ProxyPhase phase, Address upstream, Address target, Outcome outcome) {

    /** How an attempt stands. */
    public enum Outcome {
        /** Under way, or none has begun. */
        OPEN,
        /** Released without a switch: this epoch can't be used again. */
        ABORTED,
        /** The sessions point at the new master, released or not. */
        SWITCHED
    }

    /** What to do about a command. */
    public sealed interface Decision {

        /** Answer this; nothing changes. */
        record Answer(ProxyAnswer answer) implements Decision {}

        /** Make this the route, then act on the command. */
        record Change(Route next) implements Decision {}

        /** The command has been obeyed before: give its answer again, or go on waiting for it. */
        record Repeat() implements Decision {}
    }

    /** The route of a proxy that has obeyed nothing yet. */
    public static Route initial(Address upstream) {
        return new Route(0, ProxyPhase.SERVING, upstream, null, Outcome.OPEN);
    }

    /** Whether the clients' commands are kept. */
    public boolean holds() {
        return phase == ProxyPhase.HOLDING || phase == ProxyPhase.HELD || phase == ProxyPhase.SWITCHED;
    }

    /** What this command leads to. */
    public Decision decide(ProxyCommand.OfEpoch command) {
        if (command.epoch() < epoch) {
            return new Decision.Answer(new StaleEpoch(epoch));
        }
        if (command instanceof ProxyCommand.Prepare prepare) {
            return prepare(prepare);
        } else if (command instanceof ProxyCommand.Hold hold) {
            return hold(hold);
        } else if (command instanceof ProxyCommand.Switch move) {
            return move(move);
        } else if (command instanceof ProxyCommand.TakeOver) {
            return takeOver(command.epoch());
        } else if (command instanceof ProxyCommand.Retire) {
            // who retires goes on as it was; only the epoch is taken note of
            return new Decision.Change(holds() ? this : atEpoch(command.epoch()));
        }
        return release(command.epoch());
    }

    /**
     * The route of this proxy when it accepts the clients of an older one: whichever of them has obeyed more, at this epoch
     * at least.
     *
     * @param older null if there is no older proxy
     */
    public Route joined(Route older, long atEpoch) {
        Route base = older != null && older.epoch() >= epoch ? older : this;
        long joint = Math.max(atEpoch, base.epoch());
        if (base == this) {
            return atEpoch(joint);
        }
        boolean prepared = phase == ProxyPhase.PREPARED && epoch == joint;
        return new Route(
                joint,
                prepared ? ProxyPhase.PREPARED : ProxyPhase.SERVING,
                base.upstream(),
                prepared ? target : null,
                base.epoch() == joint ? base.outcome() : Outcome.OPEN);
    }

    private Route atEpoch(long later) {
        return later == epoch ? this : new Route(later, ProxyPhase.SERVING, upstream, null, Outcome.OPEN);
    }

    private Decision takeOver(long ofEpoch) {
        if (holds()) {
            return refuse(RefusalCode.HELD_BY_OTHER_EPOCH, "the proxy is held by epoch " + epoch);
        }
        if (ofEpoch == epoch && outcome == Outcome.ABORTED) {
            return refuse(RefusalCode.EPOCH_OVER, "epoch " + epoch + " was released without a switch");
        }
        return new Decision.Change(this);
    }

    /** The same route, with nothing owed. */
    public Route drained() {
        return new Route(epoch, ProxyPhase.HELD, upstream, target, outcome);
    }

    private Decision prepare(ProxyCommand.Prepare command) {
        if (command.epoch() > epoch) {
            return holds()
                    ? refuse(RefusalCode.HELD_BY_OTHER_EPOCH, "the proxy is held by epoch " + epoch)
                    : new Decision.Change(
                            new Route(command.epoch(), ProxyPhase.PREPARED, upstream, command.target(), Outcome.OPEN));
        }
        return ofThisEpoch(() -> {
            if (target != null && !target.equals(command.target())) {
                return refuse(RefusalCode.OTHER_TARGET, "epoch " + epoch + " goes to " + target);
            }
            ProxyPhase next = holds() ? phase : ProxyPhase.PREPARED;
            return new Decision.Change(new Route(epoch, next, upstream, command.target(), outcome));
        });
    }

    private Decision hold(ProxyCommand.Hold command) {
        if (command.epoch() > epoch) {
            // a hold of an earlier epoch is taken over; what has been prepared for it may still be of use
            return new Decision.Change(
                    new Route(command.epoch(), ProxyPhase.HOLDING, upstream, holds() ? null : target, Outcome.OPEN));
        }
        return ofThisEpoch(() -> holds()
                ? new Decision.Repeat()
                : new Decision.Change(new Route(epoch, ProxyPhase.HOLDING, upstream, target, outcome)));
    }

    private Decision move(ProxyCommand.Switch command) {
        if (command.epoch() > epoch) {
            return refuse(RefusalCode.NOT_HELD, "epoch " + command.epoch() + " does not hold the proxy");
        }
        if (outcome == Outcome.SWITCHED && !upstream.equals(command.target())) {
            return refuse(RefusalCode.OTHER_TARGET, "epoch " + epoch + " has switched to " + upstream);
        }
        return ofThisEpoch(() -> {
            if (!holds()) {
                return refuse(RefusalCode.NOT_HELD, "epoch " + epoch + " does not hold the proxy");
            }
            if (phase == ProxyPhase.HOLDING) {
                return refuse(RefusalCode.NOT_DRAINED, "replies of " + upstream + " are still owed");
            }
            if (target != null && !target.equals(command.target())) {
                return refuse(RefusalCode.OTHER_TARGET, "epoch " + epoch + " goes to " + target);
            }
            return new Decision.Change(
                    new Route(epoch, ProxyPhase.SWITCHED, command.target(), command.target(), Outcome.SWITCHED));
        });
    }

    private Decision release(long ofEpoch) {
        boolean over = epoch == ofEpoch && phase == ProxyPhase.SERVING && outcome != Outcome.OPEN;
        if (over) {
            return new Decision.Repeat();
        }
        Outcome end = phase == ProxyPhase.SWITCHED ? Outcome.SWITCHED : Outcome.ABORTED;
        return new Decision.Change(new Route(ofEpoch, ProxyPhase.SERVING, upstream, null, end));
    }

    /** A command of an attempt that has ended is refused, or answered as before if the attempt succeeded. */
    private Decision ofThisEpoch(Supplier<Decision> whileOpen) {
        return switch (outcome) {
            case OPEN -> whileOpen.get();
            case SWITCHED -> new Decision.Repeat();
            case ABORTED -> refuse(RefusalCode.EPOCH_OVER, "epoch " + epoch + " was released without a switch");
        };
    }

    private static Decision refuse(RefusalCode code, String why) {
        return new Decision.Answer(new Refused(code, why));
    }
}
