package io.baton.proxy.switching;

import io.baton.proxy.control.Address;
import io.baton.proxy.control.Blocker;
import io.baton.proxy.control.LatencyCounts;
import io.baton.proxy.relay.SessionGroup;
import io.baton.proxy.relay.SessionGroup.Figures;
import io.baton.proxy.relay.SessionGroup.Freed;
import io.baton.proxy.relay.SessionGroup.Moved;
import io.baton.proxy.relay.Unblocking;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The sessions of all event loops as one. What is asked runs on each loop, what comes back is put together on the
 * control's own loop; with one loop nothing is handed over at all.
 */
final class Sessions {

    private final EventLoop home;
    private final List<SessionGroup> groups;
    private Runnable drainListener = () -> {};
    private int startingToHold;

    Sessions(EventLoop home, List<SessionGroup> groups) {
        this.home = home;
        this.groups = List.copyOf(groups);
    }

    void prepare(Address target, Consumer<Figures> done) {
        collect((group, told) -> group.prepare(target, told), (List<Figures> all) -> done.accept(sum(all)));
    }

    void forgetTarget() {
        groups.forEach(group -> group.run(group::forgetTarget));
    }

    void onDrainProgress(Runnable listener) {
        drainListener = listener;
        groups.forEach(group -> group.onDrainProgress(() -> atHome(listener)));
    }

    /** Stops the dispatching on every loop; until a loop has done so it counts as busy. */
    void hold() {
        startingToHold = groups.size();
        for (SessionGroup group : groups) {
            group.run(() -> {
                group.hold();
                atHome(() -> {
                    startingToHold--;
                    drainListener.run();
                });
            });
        }
    }

    int busy() {
        return startingToHold + groups.stream().mapToInt(SessionGroup::busy).sum();
    }

    int blocked() {
        return groups.stream().mapToInt(SessionGroup::blocked).sum();
    }

    long unblocked() {
        return groups.stream().mapToLong(SessionGroup::unblocked).sum();
    }

    void takeBack(boolean fractions, Consumer<List<Unblocking>> calls) {
        collect(
                (group, told) -> told.accept(group.takeBack(fractions)),
                (List<List<Unblocking>> all) -> calls.accept(flat(all)));
    }

    /** The connections' addresses of blocked sessions whose numbers are not known. */
    void unnumbered(Consumer<List<String>> addresses) {
        collect(
                (group, told) -> told.accept(group.unnumbered()),
                (List<List<String>> all) -> addresses.accept(flat(all)));
    }

    void number(Map<String, String> numbers) {
        groups.forEach(group -> group.run(() -> group.number(numbers)));
    }

    void blockers(String whyStillBlocked, Consumer<List<Blocker>> found) {
        collect(
                (group, told) -> told.accept(group.blockers(whyStillBlocked)),
                (List<List<Blocker>> all) -> found.accept(flat(all)));
    }

    void switchTo(Address newMaster, Consumer<Moved> done) {
        collect(
                (group, told) -> group.switchTo(newMaster, told),
                (List<Moved> all) -> done.accept(new Moved(total(all, Moved::moved), total(all, Moved::closed))));
    }

    /** Says where future sessions go; there are none yet. */
    void pointAt(Address upstream) {
        groups.forEach(group -> group.run(() -> group.switchTo(upstream, moved -> {})));
    }

    void release(Consumer<Freed> done) {
        collect(
                (group, told) -> told.accept(group.release()),
                (List<Freed> all) -> done.accept(new Freed(
                        total(all, Freed::sessions),
                        total(all, Freed::commands),
                        all.stream().mapToLong(Freed::longestNanos).max().orElse(0))));
    }

    void figures(Consumer<Figures> done) {
        collect((group, told) -> told.accept(group.figures()), (List<Figures> all) -> done.accept(sum(all)));
    }

    private interface Asking<T> {
        void ask(SessionGroup group, Consumer<T> told);
    }

    private <T> void collect(Asking<T> asking, Consumer<List<T>> done) {
        List<T> all = new ArrayList<>(groups.size());
        for (SessionGroup group : groups) {
            group.run(() -> asking.ask(
                    group,
                    one -> atHome(() -> {
                        all.add(one);
                        if (all.size() == groups.size()) {
                            done.accept(all);
                        }
                    })));
        }
    }

    private void atHome(Runnable task) {
        if (home.inEventLoop()) {
            task.run();
        } else {
            home.execute(task);
        }
    }

    private static <T> long total(List<T> all, Function<T, Long> figure) {
        return all.stream().mapToLong(figure::apply).sum();
    }

    private static <T> List<T> flat(List<List<T>> lists) {
        return lists.stream().flatMap(List::stream).toList();
    }

    private static Figures sum(List<Figures> all) {
        return new Figures(
                total(all, Figures::sessions),
                total(all, Figures::prepared),
                total(all, Figures::owed),
                total(all, Figures::heldBytes),
                total(all, Figures::accepted),
                total(all, Figures::refused),
                total(all, Figures::upstreamLost),
                total(all, Figures::protocolErrors),
                total(all, Figures::bytesFromClients),
                total(all, Figures::bytesToClients),
                total(all, Figures::buffered),
                total(all, Figures::commands),
                all.stream().map(Figures::latency).reduce(LatencyCounts::plus).orElseThrow());
    }
}
