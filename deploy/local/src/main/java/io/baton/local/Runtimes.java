package io.baton.local;

/** Hooks for the end of this process. */
final class Runtimes {

    private Runtimes() {}

    static Thread hook(Runnable action) {
        Thread hook = new Thread(action, "stopper");
        Runtime.getRuntime().addShutdownHook(hook);
        return hook;
    }

    /** Whether the hook is gone; no when the process is ending already. */
    static boolean unhook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
            return true;
        } catch (IllegalStateException ending) {
            return false;
        }
    }
}
