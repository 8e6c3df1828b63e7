package io.baton.proxy.switching;

import io.baton.proxy.control.Address;
import io.baton.proxy.control.ProxyAnswer;
import io.baton.proxy.control.ProxyAnswer.Drained;
import io.baton.proxy.control.ProxyAnswer.NotDrained;
import io.baton.proxy.control.ProxyAnswer.Prepared;
import io.baton.proxy.control.ProxyAnswer.Refused;
import io.baton.proxy.control.ProxyAnswer.Released;
import io.baton.proxy.control.ProxyAnswer.Retiring;
import io.baton.proxy.control.ProxyAnswer.Switched;
import io.baton.proxy.control.ProxyAnswer.TookOver;
import io.baton.proxy.control.ProxyCommand;
import io.baton.proxy.control.ProxyPhase;
import io.baton.proxy.control.RefusalCode;
import io.baton.proxy.relay.SessionGroup;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Obeys the switch: decides by the route, saves it, acts on the sessions, answers. Everything runs on one event loop; with
 * one loop in all, a command is carried out without handing anything to another thread.
 */
public final class SwitchControl {

    private static final long LONGEST_DRAIN_MILLIS = 60_000;
    private static final long SEE_ENDS_MILLIS = 1;

    private final String instanceId;
    private final EventLoop loop;
    private final RouteFile file;
    private final Sessions sessions;
    private final TargetProbe probe;
    private final Drain drain;
    private final EndpointControl endpoint;
    private final SwitchLog log;
    private final GivenAnswers given = new GivenAnswers();

    private Route route;
    private long holdStartedNanos;
    private long commandsHeldInAll;
    private long longestHoldMicros;
    private long closedByThisEpoch;

    SwitchControl(
            String instanceId,
            EventLoop loop,
            Route route,
            RouteFile file,
            Sessions sessions,
            TargetProbe probe,
            EngineConsole console,
            EndpointControl endpoint,
            SwitchLog log) {
        this.endpoint = endpoint;
        this.loop = loop;
        this.log = log;
        this.instanceId = instanceId;
        this.route = route;
        this.file = file;
        this.sessions = sessions;
        this.probe = probe;
        this.drain = new Drain(loop, sessions, console, this::drained);
        this.holdStartedNanos = System.nanoTime();
    }

    /** Goes on where an earlier process has left off. To be run once, on the loop, before the first command. */
    void resume() {
        if (route.holds()) {
            drain.resumeDrained();
        }
        if (route.target() != null && route.phase() != ProxyPhase.SWITCHED) {
            drain.console().open(route.upstream());
            sessions.prepare(route.target(), figures -> {});
        }
    }

    String instanceId() {
        return instanceId;
    }

    /** Where the proxy points, and what it has obeyed. */
    public Route route() {
        return route;
    }

    /** Carries a command out and hands the answer over, now or later, on this loop. */
    void obey(ProxyCommand.ForInstance command, Consumer<ProxyAnswer> answer) {
        if (!instanceId.equals(command.instanceId())) {
            answer.accept(new Refused(RefusalCode.WRONG_INSTANCE, "this is the proxy of instance " + instanceId));
        } else if (command instanceof ProxyCommand.OfEpoch ofEpoch) {
            obeyEpoch(ofEpoch, answer);
        } else {
            sessions.figures(figures -> answer.accept(Reports.status(
                    instanceId, route, figures, heldMicros(), commandsHeldInAll, longestHoldMicros, endpoint)));
        }
    }

    private void obeyEpoch(ProxyCommand.OfEpoch command, Consumer<ProxyAnswer> answer) {
        String complaint = complaint(command);
        if (complaint != null) {
            answer.accept(new Refused(RefusalCode.MALFORMED, complaint));
            return;
        }
        Route.Decision decision = route.decide(command);
        if (decision instanceof Route.Decision.Answer refusal) {
            answer.accept(refusal.answer());
        } else if (decision instanceof Route.Decision.Repeat) {
            repeat(command, answer);
        } else if (decision instanceof Route.Decision.Change change) {
            carryOut(command, change.next(), answer);
        }
    }

    private static String complaint(ProxyCommand.OfEpoch command) {
        if (command.epoch() < 1) {
            return "an epoch is at least 1";
        }
        if (command instanceof ProxyCommand.Hold hold
                && (hold.drainTimeoutMs() < 1 || hold.drainTimeoutMs() > LONGEST_DRAIN_MILLIS)) {
            return "drainTimeoutMs must be 1 to " + LONGEST_DRAIN_MILLIS;
        }
        boolean targetMissing = (command instanceof ProxyCommand.Prepare prepare && prepare.target() == null)
                || (command instanceof ProxyCommand.Switch move && move.target() == null);
        return targetMissing ? "target is missing" : null;
    }

    private void carryOut(ProxyCommand.OfEpoch command, Route next, Consumer<ProxyAnswer> answer) {
        if (command instanceof ProxyCommand.Prepare prepare) {
            prepare(prepare.target(), next, answer);
        } else if (command instanceof ProxyCommand.Hold hold) {
            hold(hold, next, answer);
        } else if (command instanceof ProxyCommand.Switch move) {
            move(move.target(), next, answer);
        } else if (command instanceof ProxyCommand.TakeOver takeOver) {
            takeOver(takeOver, answer);
        } else if (command instanceof ProxyCommand.Retire) {
            retire(next, answer);
        } else {
            release(next, answer);
        }
    }

    private void repeat(ProxyCommand.OfEpoch command, Consumer<ProxyAnswer> answer) {
        if (command instanceof ProxyCommand.Prepare) {
            sessions.figures(
                    figures -> answer.accept(new Prepared(route.epoch(), figures.sessions(), figures.prepared())));
        } else if (command instanceof ProxyCommand.Hold hold) {
            if (route.phase() == ProxyPhase.HOLDING) {
                awaitDrain(hold.drainTimeoutMs(), answer);
            } else {
                sessions.figures(figures -> answer.accept(drainedAnswer(figures.sessions())));
            }
        } else if (command instanceof ProxyCommand.Switch) {
            answer.accept(given.switched(route));
        } else {
            answer.accept(given.released(route));
        }
    }

    private void prepare(Address target, Route next, Consumer<ProxyAnswer> answer) {
        probe.reach(target, trouble -> {
            // the decision may be out of date: another command can have come while the probe was under way
            Route.Decision again = route.decide(new ProxyCommand.Prepare(instanceId, next.epoch(), target));
            if (trouble != null) {
                answer.accept(new Refused(RefusalCode.TARGET_UNREACHABLE, trouble));
            } else if (!(again instanceof Route.Decision.Change change)) {
                obeyEpoch(new ProxyCommand.Prepare(instanceId, next.epoch(), target), answer);
            } else if (save(change.next(), answer)) {
                drain.console().open(route.upstream());
                sessions.prepare(target, figures -> {
                    Prepared prepared = new Prepared(next.epoch(), figures.sessions(), figures.prepared());
                    answer.accept(prepared);
                    log.prepared(prepared, target);
                });
            }
        });
    }

    private void hold(ProxyCommand.Hold command, Route next, Consumer<ProxyAnswer> answer) {
        boolean heldBefore = route.holds();
        if (heldBefore) {
            // taken over from an earlier epoch: nothing was dispatched since
            Route takenOver = drain.complete() ? next.drained() : next;
            if (save(takenOver, answer)) {
                repeat(command, answer);
            }
            return;
        }
        holdStartedNanos = System.nanoTime();
        // The clients are stopped first and the route is saved while their replies are on the way.
        drain.start(route.upstream());
        if (!save(next, answer)) {
            drain.cancel();
            sessions.release(freed -> {});
            return;
        }
        if (drain.complete()) {
            drained();
        }
        awaitDrain(command.drainTimeoutMs(), answer);
    }

    private void awaitDrain(long timeoutMillis, Consumer<ProxyAnswer> answer) {
        long epoch = route.epoch();
        drain.await(timeoutMillis, trouble -> {
            if (route.epoch() != epoch) {
                answer.accept(new ProxyAnswer.StaleEpoch(route.epoch()));
            } else if (!route.holds()) {
                answer.accept(new Refused(RefusalCode.EPOCH_OVER, "released before it was drained"));
            } else if (trouble != null) {
                NotDrained notDrained = new NotDrained(epoch, Reports.reason(trouble), trouble);
                answer.accept(notDrained);
                log.notDrained(notDrained);
            } else {
                sessions.figures(figures -> answer.accept(drainedAnswer(figures.sessions())));
            }
        });
    }

    /** Not saved: after a restart nothing is owed anyway. */
    private void drained() {
        if (route.phase() == ProxyPhase.HOLDING) {
            route = route.drained();
        }
    }

    private Drained drainedAnswer(long sessionCount) {
        Drained before = given.drained(route.epoch());
        return before != null
                ? before
                : given.remember(new Drained(route.epoch(), drain.micros(), sessionCount, sessions.unblocked()));
    }

    private void move(Address target, Route next, Consumer<ProxyAnswer> answer) {
        if (!save(next, answer)) {
            return;
        }
        sessions.switchTo(target, moved -> {
            closedByThisEpoch = moved.closed();
            Switched switched = given.remember(new Switched(next.epoch(), moved.moved(), moved.closed()));
            answer.accept(switched);
            log.switched(switched, target, drain.micros());
        });
    }

    private void takeOver(ProxyCommand.TakeOver command, Consumer<ProxyAnswer> answer) {
        if (endpoint.accepting()) {
            answer.accept(new TookOver(command.epoch(), route.upstream()));
            return;
        }
        endpoint.takeOver(
                command.from(),
                command.epoch(),
                older -> join(older, command.epoch()),
                trouble -> answer.accept(
                        trouble == null
                                ? new TookOver(command.epoch(), route.upstream())
                                : new Refused(RefusalCode.CANNOT_TAKE_OVER, trouble)));
    }

    /** Makes the older proxy's route this one's, before there is a client; returns why that can't be, or null. */
    public String join(Route older, long epoch) {
        Route joined = route.joined(older, epoch);
        try {
            file.save(joined);
        } catch (IOException e) {
            log.notSaved(e);
            return "the state file can't be written: " + e.getMessage();
        }
        boolean released = route.holds() && !joined.holds();
        route = joined;
        sessions.pointAt(joined.upstream());
        if (released) {
            // The attempt at which this process began to hold was over before it came back; nobody releases it again.
            drain.cancel();
            sessions.release(freed -> {});
            forgetAttempt();
        }
        return null;
    }

    private void retire(Route next, Consumer<ProxyAnswer> answer) {
        if (!endpoint.replaced()) {
            answer.accept(new Refused(RefusalCode.NOT_REPLACED, "no newer proxy accepts the endpoint's clients"));
        } else if (save(next, answer)) {
            endpoint.retire();
            sessions.figures(figures -> answer.accept(new Retiring(route.epoch(), figures.sessions())));
        }
    }

    private void release(Route next, Consumer<ProxyAnswer> answer) {
        boolean held = route.holds();
        long micros = heldMicros();
        if (!save(next, answer)) {
            return;
        }
        boolean switched = next.outcome() == Route.Outcome.SWITCHED;
        long closed = closedByThisEpoch;
        drain.cancel();
        Consumer<SessionGroup.Freed> released = freed -> {
            commandsHeldInAll += freed.commands();
            long longest = TimeUnit.NANOSECONDS.toMicros(freed.longestNanos());
            longestHoldMicros = held ? longest : longestHoldMicros;
            Released said = given.remember(
                    new Released(next.epoch(), switched, freed.commands(), micros, longest, freed.sessions(), closed));
            answer.accept(said);
            log.released(said, next.upstream());
        };
        if (!held) {
            released.accept(new SessionGroup.Freed(0, 0, 0));
            forgetAttempt();
        } else if (switched) {
            sessions.release(released);
            forgetAttempt();
        } else {
            // A fence may have cut connections to the old master: their ends have to be seen before anything is sent.
            loop.schedule(() -> releaseToOldMaster(next, released), SEE_ENDS_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void releaseToOldMaster(Route released, Consumer<SessionGroup.Freed> then) {
        if (route == released) {
            sessions.release(then);
            forgetAttempt();
        } else {
            // held again in the meantime
            then.accept(new SessionGroup.Freed(0, 0, 0));
        }
    }

    private void forgetAttempt() {
        holdStartedNanos = 0;
        closedByThisEpoch = 0;
        sessions.forgetTarget();
        drain.console().close();
    }

    private long heldMicros() {
        return route.holds() ? TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - holdStartedNanos) : 0;
    }

    /** Saves and adopts the route; else refuses, and nothing has changed. */
    private boolean save(Route next, Consumer<ProxyAnswer> answer) {
        try {
            file.save(next);
            route = next;
            return true;
        } catch (IOException e) {
            log.notSaved(e);
            answer.accept(
                    new Refused(RefusalCode.STATE_NOT_SAVED, "the state file can't be written: " + e.getMessage()));
            return false;
        }
    }
}
