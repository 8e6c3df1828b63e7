package io.baton.switchover.application;

import io.baton.contracts.DataComparison;
import io.baton.engine.client.Command;
import io.baton.engine.client.EngineClient;
import io.baton.engine.client.RawConnection;
import io.baton.engine.client.Reply;
import io.baton.switchover.model.Sample;
import io.baton.switchover.model.Sample.Answers;
import io.baton.switchover.model.Switch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Whether the new master has what the old one had, from a sample of the data at the frozen offset. Nobody waits for it:
 * the new master is asked in one write while the commit is under way, and its replies are read when the clients are
 * served again. They count only if they were given before it was promoted, because afterwards clients may have changed
 * the data. The old master stays frozen and is asked then. A proof that can't be made does not fail the switch.
 */
final class Proof implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Proof.class);

    /** The last question: who is no replica any more has been promoted. */
    private static final Command ROLE = Command.of("ROLE");

    private final Parties parties;
    private final Switch upgrade;
    private Prepared prepared;
    private long askedAtMillis;

    Proof(Parties parties, Switch upgrade) {
        this.parties = parties;
        this.upgrade = upgrade;
    }

    /** A connection of its own, so that what is left unread of an answer is in nobody's way. */
    private record Prepared(RawConnection newMaster, Sample sample, byte[] questions) {}

    /** Chooses the keys, before anybody waits. */
    void prepare() {
        try (EngineClient oldMaster = parties.oldMaster(upgrade)) {
            Sample sample = Sampler.choose(oldMaster);
            List<Command> all = new ArrayList<>(sample.questions());
            all.add(ROLE);
            prepared = new Prepared(parties.newMasterRaw(upgrade), sample, RawConnection.encode(all));
        } catch (RuntimeException failed) {
            none(failed);
        }
    }

    /** Both masters stand still, at the same offset: asks the new one. */
    void ask() {
        if (prepared == null) {
            return;
        }
        try {
            askedAtMillis = System.currentTimeMillis();
            prepared.newMaster().write(prepared.questions());
        } catch (RuntimeException failed) {
            LOG.warnf("the new master can't be asked reason=\"%s\"", failed.getMessage());
        }
    }

    /** Empty if there is no sample, or the new master has not answered before it was promoted. */
    Optional<DataComparison> compare() {
        if (prepared == null) {
            return Optional.empty();
        }
        Sample sample = prepared.sample();
        // A connection that was made before the fence may have been cut by it.
        try (EngineClient oldMaster = parties.oldMaster(upgrade)) {
            int count = sample.questions().size();
            List<Reply> replies = prepared.newMaster().read(count + 1);
            String role = replies.get(count).list().get(0).text();
            if (!role.equals("slave")) {
                return none(new IllegalStateException("the new master answered as " + role));
            }
            Answers before = new Answers(oldMaster.pipeline(sample.questions()), System.currentTimeMillis());
            return Optional.of(sample.compare(before, new Answers(replies.subList(0, count), askedAtMillis)));
        } catch (RuntimeException failed) {
            return none(failed);
        }
    }

    private static <T> Optional<T> none(RuntimeException why) {
        LOG.warnf("no comparison of the data reason=\"%s\"", why.getMessage());
        return Optional.empty();
    }

    @Override
    public void close() {
        if (prepared != null) {
            prepared.newMaster().close();
        }
    }
}
