package io.shiming.trial;

import io.shiming.problem.Cause;
import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Looks twice a second whether the trial's server is there; what keeps it from coming back is told once. */
final class ServerWatch implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(ServerWatch.class);
    private static final long EVERY_MILLIS = 500;

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "trial-database-watch");
        thread.setDaemon(true);
        return thread;
    });
    private final Look look;
    private boolean told;

    /** Looks, and starts the server again if it is gone. */
    interface Look {
        void once() throws IOException;
    }

    ServerWatch(Look look) {
        this.look = look;
        clock.scheduleWithFixedDelay(this::look, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            look.once();
            told = false;
        } catch (IOException | RuntimeException failure) {
            if (!told) LOG.warnf("PostgreSQL is gone and does not start again: %s", Cause.named(failure));
            told = true;
        }
    }

    @Override
    public void close() {
        clock.shutdown();
    }
}
