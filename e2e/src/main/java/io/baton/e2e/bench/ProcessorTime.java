package io.baton.e2e.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a process has had of the processors since its start, as /proc tells it (proc(5): {@code utime} and {@code stime}).
 *
 * @param user seconds in its own code
 * @param system seconds in the kernel on its behalf
 */
record ProcessorTime(double user, double system) {

    /** What /proc counts in, whatever the kernel's own clock is: USER_HZ, 100 on all that the benchmarks run on. */
    private static final double TICKS_A_SECOND = 100;

    private static final int USER = 11;
    private static final int SYSTEM = 12;

    /** Zero where the system does not tell. */
    static ProcessorTime of(long processId) {
        try {
            return parse(Files.readString(Path.of("/proc", Long.toString(processId), "stat")));
        } catch (IOException untold) {
            return new ProcessorTime(0, 0);
        }
    }

    /** The name in the second field may contain anything; the fields are counted from behind it. */
    static ProcessorTime parse(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return new ProcessorTime(
                Long.parseLong(fields[USER]) / TICKS_A_SECOND, Long.parseLong(fields[SYSTEM]) / TICKS_A_SECOND);
    }

    ProcessorTime since(ProcessorTime earlier) {
        return new ProcessorTime(user - earlier.user, system - earlier.system);
    }
}
