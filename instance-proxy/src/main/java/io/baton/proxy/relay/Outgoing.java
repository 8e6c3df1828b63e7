package io.baton.proxy.relay;

import io.baton.proxy.resp.CommandKind;
import io.baton.proxy.session.Expectation;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.List;

/** The commands of a session on their way to its engine, and what is counted of them. */
final class Outgoing implements CommandFlow.Outlet {

    private final Session session;
    private final SessionGroup group;
    private final ByteBufAllocator allocator;
    private final SpecialCommands specials;
    private long expected;

    Outgoing(Session session, SessionGroup group, ByteBufAllocator allocator) {
        this.session = session;
        this.group = group;
        this.allocator = allocator;
        this.specials = new SpecialCommands(session, this);
    }

    @Override
    public boolean open() {
        return session.serves()
                && !group.remembered().crowded(expected)
                && (!group.holding() || session.commands().streaming());
    }

    @Override
    public void send(ByteBuf bytes, int from, int length) {
        if (session.transaction() != null) {
            session.transaction()
                    .append(allocator, bytes, from, length, group.memory().tight());
        }
        boolean whole = from == bytes.readerIndex() && length == bytes.readableBytes();
        session.current().write(whole ? bytes : bytes.slice(from, length));
    }

    @Override
    public void sent(int count) {
        if (count > 0) {
            session.current().issued(session.replyMode().answered(count));
            if (session.transaction() != null) {
                session.transaction().issued(count);
            }
        }
    }

    @Override
    public void special(CommandKind kind, List<byte[]> words, ByteBuf raw) {
        specials.handle(kind, words, raw);
    }

    @Override
    public boolean answersAll() {
        return session.lost().takesAllCommands();
    }

    @Override
    public void answerHere(CommandKind kind) {
        session.lost().answer(kind, session.state().protocol()).ifPresent(specials::answer);
    }

    @Override
    public void malformed(String complaint) {
        group.counters().protocolErrors++;
        specials.refuse("Protocol error: " + complaint);
    }

    /**
     * Counts a command, written or to be answered here, whose reply concerns the proxy.
     *
     * @param bytes of the command that are remembered until then
     */
    void expect(Expectation expectation, int bytes) {
        session.current().issued(expectation);
        long cost = Remembered.costOf(bytes);
        expected += cost;
        group.remembered().underWay(cost);
    }

    /** Forgets what commands under way have cost, once none of them is awaited any more. */
    void settled() {
        if (expected > 0 && (session.current() == null || !session.current().expects())) {
            group.remembered().underWay(-expected);
            expected = 0;
        }
    }
}
