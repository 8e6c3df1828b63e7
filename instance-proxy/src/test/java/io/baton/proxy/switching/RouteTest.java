package io.baton.proxy.switching;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.proxy.control.Address;
import io.baton.proxy.control.ProxyAnswer.Refused;
import io.baton.proxy.control.ProxyAnswer.StaleEpoch;
import io.baton.proxy.control.ProxyCommand.Hold;
import io.baton.proxy.control.ProxyCommand.OfEpoch;
import io.baton.proxy.control.ProxyCommand.Prepare;
import io.baton.proxy.control.ProxyCommand.Release;
import io.baton.proxy.control.ProxyCommand.Retire;
import io.baton.proxy.control.ProxyCommand.Switch;
import io.baton.proxy.control.ProxyCommand.TakeOver;
import io.baton.proxy.control.ProxyPhase;
import io.baton.proxy.control.RefusalCode;
import io.baton.proxy.switching.Route.Decision;
import io.baton.proxy.switching.Route.Outcome;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RouteTest {

    private static final Address OLD = new Address("old", 1);
    private static final Address NEW = new Address("new", 2);
    private static final Address OTHER = new Address("other", 3);

    private Route route = Route.initial(OLD);

    @Test
    void aSwitchGoesThroughItsPhases() {
        obey(prepare(1, NEW), ProxyPhase.PREPARED, OLD);
        obey(hold(1), ProxyPhase.HOLDING, OLD);
        route = route.drained();
        obey(move(1, NEW), ProxyPhase.SWITCHED, NEW);
        obey(release(1), ProxyPhase.SERVING, NEW);
        assertThat(route.outcome()).isEqualTo(Outcome.SWITCHED);
        assertThat(route.target()).isNull();
    }

    @Test
    void aTakeoverNeedsAProxyThatIsNotHeldAndAnEpochThatIsNotOver() {
        assertThat(route.decide(new TakeOver("i", 1, null))).isInstanceOf(Decision.Change.class);
        obey(hold(2), ProxyPhase.HOLDING, OLD);
        refused(new TakeOver("i", 2, null), RefusalCode.HELD_BY_OTHER_EPOCH);
        assertThat(route.decide(new TakeOver("i", 1, null))).isEqualTo(new Decision.Answer(new StaleEpoch(2)));
        obey(release(2), ProxyPhase.SERVING, OLD);
        refused(new TakeOver("i", 2, null), RefusalCode.EPOCH_OVER);
    }

    @Test
    void whoTakesOverGoesOnWithTheRouteThatHasObeyedMore() {
        Route switched = new Route(5, ProxyPhase.SERVING, NEW, null, Outcome.SWITCHED);
        assertThat(route.joined(switched, 5)).isEqualTo(switched);
        assertThat(route.joined(switched, 6)).isEqualTo(new Route(6, ProxyPhase.SERVING, NEW, null, Outcome.OPEN));
        assertThat(switched.joined(route, 5)).isEqualTo(switched);
        assertThat(switched.joined(null, 7)).isEqualTo(new Route(7, ProxyPhase.SERVING, NEW, null, Outcome.OPEN));
        Route olderPrepared = new Route(6, ProxyPhase.PREPARED, OLD, NEW, Outcome.OPEN);
        assertThat(route.joined(olderPrepared, 6))
                .as("the newer one has not prepared anything")
                .isEqualTo(new Route(6, ProxyPhase.SERVING, OLD, null, Outcome.OPEN));
        Route held = new Route(6, ProxyPhase.HELD, OLD, NEW, Outcome.OPEN);
        assertThat(held.joined(route, 6))
                .as("held before its restart, held after it")
                .isEqualTo(held);
    }

    @Test
    void aRetirementChangesNothingButTheEpoch() {
        assertThat(route.decide(new Retire("i", 3)))
                .isEqualTo(new Decision.Change(new Route(3, ProxyPhase.SERVING, OLD, null, Outcome.OPEN)));
        obey(prepare(4, NEW), ProxyPhase.PREPARED, OLD);
        assertThat(route.decide(new Retire("i", 4))).isEqualTo(new Decision.Change(route));
        obey(hold(4), ProxyPhase.HOLDING, OLD);
        assertThat(route.decide(new Retire("i", 9))).isEqualTo(new Decision.Change(route));
        assertThat(route.decide(new Retire("i", 3))).isEqualTo(new Decision.Answer(new StaleEpoch(4)));
    }

    @Test
    void aReleaseBeforeTheSwitchGoesBack() {
        obey(prepare(1, NEW), ProxyPhase.PREPARED, OLD);
        obey(hold(1), ProxyPhase.HOLDING, OLD);
        obey(release(1), ProxyPhase.SERVING, OLD);
        assertThat(route.outcome()).isEqualTo(Outcome.ABORTED);
        refused(hold(1), RefusalCode.EPOCH_OVER);
        refused(prepare(1, NEW), RefusalCode.EPOCH_OVER);
        refused(move(1, NEW), RefusalCode.EPOCH_OVER);
        assertThat(route.decide(release(1))).isInstanceOf(Decision.Repeat.class);
        obey(hold(2), ProxyPhase.HOLDING, OLD);
    }

    @Test
    void afterTheReleaseOfASwitchEverythingIsAnsweredAgain() {
        aSwitchGoesThroughItsPhases();
        for (OfEpoch command : List.of(prepare(1, NEW), hold(1), move(1, NEW), release(1))) {
            assertThat(route.decide(command)).isInstanceOf(Decision.Repeat.class);
        }
        refused(move(1, OTHER), RefusalCode.OTHER_TARGET);
        obey(prepare(2, OTHER), ProxyPhase.PREPARED, NEW);
    }

    @Test
    void onlyADrainedHoldOfTheSameEpochMaySwitch() {
        refused(move(1, NEW), RefusalCode.NOT_HELD);
        obey(hold(1), ProxyPhase.HOLDING, OLD);
        refused(move(1, NEW), RefusalCode.NOT_DRAINED);
        route = route.drained();
        refused(move(2, NEW), RefusalCode.NOT_HELD);
        obey(move(1, NEW), ProxyPhase.SWITCHED, NEW);
    }

    @Test
    void aPreparedTargetIsTheOnlyOne() {
        obey(prepare(1, NEW), ProxyPhase.PREPARED, OLD);
        refused(prepare(1, OTHER), RefusalCode.OTHER_TARGET);
        obey(prepare(1, NEW), ProxyPhase.PREPARED, OLD);
        obey(hold(1), ProxyPhase.HOLDING, OLD);
        route = route.drained();
        refused(move(1, OTHER), RefusalCode.OTHER_TARGET);
        obey(prepare(2, OTHER), null, null);
    }

    @Test
    void aHigherEpochTakesAHoldOver() {
        obey(hold(1), ProxyPhase.HOLDING, OLD);
        refused(prepare(2, NEW), RefusalCode.HELD_BY_OTHER_EPOCH);
        obey(hold(2), ProxyPhase.HOLDING, OLD);
        assertThat(route.decide(release(1))).isEqualTo(new Decision.Answer(new StaleEpoch(2)));
        obey(release(3), ProxyPhase.SERVING, OLD);
    }

    @Test
    void aHigherEpochReleasesASwitchedProxyToTheNewMaster() {
        obey(hold(1), ProxyPhase.HOLDING, OLD);
        route = route.drained();
        obey(move(1, NEW), ProxyPhase.SWITCHED, NEW);
        obey(release(2), ProxyPhase.SERVING, NEW);
        assertThat(route.outcome()).isEqualTo(Outcome.SWITCHED);
    }

    @Test
    void whateverIsSaidInWhateverOrderTheEpochNeverFallsAndTheUpstreamChangesOnlyBySwitch() {
        for (int seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            Route now = Route.initial(OLD);
            for (int step = 0; step < 60; step++) {
                OfEpoch command = randomCommand(random);
                if (random.nextInt(4) == 0 && now.phase() == ProxyPhase.HOLDING) {
                    now = now.drained();
                }
                Decision decision = now.decide(command);
                if (command.epoch() < now.epoch()) {
                    assertThat(decision).isEqualTo(new Decision.Answer(new StaleEpoch(now.epoch())));
                }
                if (decision instanceof Decision.Change change) {
                    Route next = change.next();
                    assertThat(next.epoch()).isGreaterThanOrEqualTo(now.epoch());
                    if (!next.upstream().equals(now.upstream())) {
                        assertThat(command).isInstanceOf(Switch.class);
                        assertThat(now.phase()).isEqualTo(ProxyPhase.HELD);
                        assertThat(command.epoch()).isEqualTo(now.epoch());
                    }
                    if (now.holds() && !next.holds()) {
                        assertThat(command).isInstanceOf(Release.class);
                    }
                    now = next;
                    Decision again = now.decide(command);
                    assertThat(again).as("a repetition is never an error").isNotInstanceOf(Decision.Answer.class);
                }
            }
        }
    }

    private void obey(OfEpoch command, ProxyPhase phase, Address upstream) {
        Decision decision = route.decide(command);
        if (phase == null) {
            assertThat(decision).isInstanceOf(Decision.Answer.class);
            return;
        }
        assertThat(decision).isInstanceOf(Decision.Change.class);
        route = ((Decision.Change) decision).next();
        assertThat(route.phase()).isEqualTo(phase);
        assertThat(route.upstream()).isEqualTo(upstream);
        assertThat(route.epoch()).isEqualTo(command.epoch());
    }

    private void refused(OfEpoch command, RefusalCode code) {
        Route before = route;
        assertThat(route.decide(command))
                .isInstanceOfSatisfying(Decision.Answer.class, answer -> assertThat(answer.answer())
                        .isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.code())
                                .isEqualTo(code)));
        assertThat(route).isEqualTo(before);
    }

    private static OfEpoch randomCommand(Random random) {
        long epoch = 1 + random.nextInt(4);
        Address target = random.nextBoolean() ? NEW : OTHER;
        return switch (random.nextInt(4)) {
            case 0 -> prepare(epoch, target);
            case 1 -> hold(epoch);
            case 2 -> move(epoch, target);
            default -> release(epoch);
        };
    }

    private static Prepare prepare(long epoch, Address target) {
        return new Prepare("i", epoch, target);
    }

    private static Hold hold(long epoch) {
        return new Hold("i", epoch, 100);
    }

    private static Switch move(long epoch, Address target) {
        return new Switch("i", epoch, target);
    }

    private static Release release(long epoch) {
        return new Release("i", epoch);
    }
}
