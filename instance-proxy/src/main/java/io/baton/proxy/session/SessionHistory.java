package io.baton.proxy.session;

import io.baton.proxy.session.SessionEffect.Part;
import io.baton.proxy.session.SessionEffect.Tracked;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The effects that make up a session, in the order in which they came about. Said again in this order, each is said by the user
 * who said it first: restoring needs no right that the session did not need. What a later effect replaces is left out, but
 * not the login of a user as whom something was set that still holds.
 */
final class SessionHistory {

    /** So many effects are kept before those are looked for that have been replaced. */
    private static final int FEW = 8;

    private final List<SessionEffect> effects = new ArrayList<>();
    private int compactAt = FEW;
    private long bytes;

    void add(SessionEffect effect) {
        effects.add(effect);
        bytes += effect.bytes();
        // Only when it has doubled, so that each effect is looked at a bounded number of times.
        if (effects.size() >= compactAt) {
            compact();
            compactAt = Math.max(FEW, 2 * effects.size());
        }
    }

    /** Those that still hold, the first one first. */
    List<SessionEffect> all() {
        compact();
        return List.copyOf(effects);
    }

    long bytes() {
        return bytes;
    }

    void retainDescriptions() {
        effects.removeIf(effect -> !(effect instanceof SessionEffect.Described));
        compact();
    }

    private void compact() {
        List<SessionEffect> kept = compacted(effects);
        effects.clear();
        effects.addAll(kept);
        bytes = kept.stream().mapToLong(SessionEffect::bytes).sum();
    }

    static List<SessionEffect> compacted(List<SessionEffect> effects) {
        Set<Part> covered = new HashSet<>();
        Set<String> tracking = new HashSet<>();
        List<SessionEffect> kept = new ArrayList<>();
        for (int i = effects.size() - 1; i >= 0; i--) {
            SessionEffect effect = effects.get(i);
            if (holds(effect, covered, tracking, kept)) {
                kept.add(effect);
            }
            note(effect, covered, tracking);
        }
        Collections.reverse(kept);
        return withoutNeedless(kept);
    }

    /** What a new connection has anyway need not be said, unless something before it says otherwise. */
    private static List<SessionEffect> withoutNeedless(List<SessionEffect> effects) {
        Set<Part> set = new HashSet<>();
        List<SessionEffect> needed = new ArrayList<>();
        for (SessionEffect effect : effects) {
            if (!effect.isOfNewConnections() || !Collections.disjoint(set, effect.sets())) {
                needed.add(effect);
                set.addAll(effect.sets());
            }
        }
        return needed;
    }

    /** @param kept the later effects that hold, the nearest one last */
    private static boolean holds(
            SessionEffect effect, Set<Part> covered, Set<String> tracking, List<SessionEffect> kept) {
        if (effect instanceof Tracked tracked) {
            // To turn off what was turned on before is to leave all of that out.
            return tracked.on() && !covered.contains(Part.TRACKING) && !tracking.contains(tracked.text());
        }
        for (Part part : effect.sets()) {
            boolean replaced = part.equals(Part.USER) ? beginsWithLogin(kept) : covered.contains(part);
            if (!replaced) {
                return true;
            }
        }
        return false;
    }

    private static boolean beginsWithLogin(List<SessionEffect> kept) {
        return !kept.isEmpty() && kept.get(kept.size() - 1).sets().contains(Part.USER);
    }

    private static void note(SessionEffect effect, Set<Part> covered, Set<String> tracking) {
        if (effect instanceof Tracked tracked) {
            if (tracked.on()) {
                tracking.add(tracked.text());
            } else {
                covered.add(Part.TRACKING);
            }
        } else {
            covered.addAll(effect.sets());
        }
    }
}
