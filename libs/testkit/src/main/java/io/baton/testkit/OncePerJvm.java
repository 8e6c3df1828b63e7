package io.baton.testkit;

import java.lang.reflect.InvocationTargetException;

/**
 * Reads a value of a part that a JVM starts once, however many class loaders the tests have.
 *
 * <p>Quarkus runs tests in class loaders of its own and drops them when the application restarts. A static field there
 * would start the part again, and a broker whose class loader was closed fails later in odd places. So the holder class
 * is always taken from the system class loader; only strings cross the border.
 */
final class OncePerJvm {

    private OncePerJvm() {}

    /** Calls the holder's public static no-argument method, in the holder's copy that the whole JVM shares. */
    static String call(Class<?> holder, String method) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        ClassLoader shared = ClassLoader.getSystemClassLoader();
        thread.setContextClassLoader(shared);
        try {
            return (String) shared.loadClass(holder.getName()).getMethod(method).invoke(null);
        } catch (InvocationTargetException failed) {
            throw new IllegalStateException(
                    holder.getSimpleName() + " could not start: " + failed.getCause(), failed.getCause());
        } catch (ReflectiveOperationException broken) {
            throw new IllegalStateException("no " + holder.getName() + "." + method + " on the class path", broken);
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
