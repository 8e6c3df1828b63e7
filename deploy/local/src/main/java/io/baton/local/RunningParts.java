package io.baton.local;

import io.baton.local.part.Part;
import io.baton.local.process.ProcessRecord;
import java.util.List;

/** Which parts of a stack have a living process, whoever started it. */
public final class RunningParts {

    private RunningParts() {}

    public static boolean runs(Home home, String part) {
        return ProcessRecord.find(home.run().resolve(part + ".json")).isPresent();
    }

    /** Those of the parts that run now. */
    public static List<Part> among(Home home, List<Part> parts) {
        return parts.stream().filter(part -> runs(home, part.name())).toList();
    }
}
