package io.baton.proxy.control;

/** Warms the codec up once a process: when this class is loaded. */
final class ControlCodecWarmUp {

    static {
        ControlCodec.warmUp();
    }

    private ControlCodecWarmUp() {}

    /** Does nothing but make sure that the warm-up has been done. */
    static void once() {
        // the static initialiser does the work
    }
}
