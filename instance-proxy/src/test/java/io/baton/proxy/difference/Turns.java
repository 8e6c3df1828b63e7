package io.baton.proxy.difference;

import java.util.ArrayList;
import java.util.List;

/** A program in turns: steps in lock step are one each; those around the hold are made together, without waiting. */
record Turns(List<Turn> all) {

    record Turn(Point when, List<Step.Act> acts) {}

    static Turns of(Program program) {
        List<Turn> turns = new ArrayList<>();
        for (Point point : Point.values()) {
            List<Step.Act> acts = program.at(point).stream().map(Step::act).toList();
            if (point.inLockStep()) {
                acts.forEach(act -> turns.add(new Turn(point, List.of(act))));
            } else {
                turns.add(new Turn(point, acts));
            }
        }
        return new Turns(turns);
    }

    /** The index of the turn with which this point begins. */
    int begin(Point point) {
        int index = 0;
        while (index < all.size() && all.get(index).when().compareTo(point) < 0) {
            index++;
        }
        return index;
    }
}
