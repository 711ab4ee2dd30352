package aftercare.platform;

import sun.misc.Signal;

/**
 * A stop that somebody asked for (SIGTERM: {@code kill}, systemd, a container) is no failure: everything is closed in good
 * order and the process ends with 0. The Java machine would say 143, which Maven reports as an error of the build.
 */
public final class AskedToStop {

    private AskedToStop() {}

    @SuppressWarnings("sunapi")
    public static void endsWell() {
        Signal.handle(new Signal("TERM"), _ -> System.exit(0));
    }
}
