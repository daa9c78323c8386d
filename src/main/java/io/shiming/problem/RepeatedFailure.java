package io.shiming.problem;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Logs the failure of a recurring task once, and again only when its reason changes. Says too when the task works again. */
public final class RepeatedFailure {
    private final Logger log;
    private final Logger.Level level;
    private final String task;
    private String last = "";

    /**
     * A recurring task.
     *
     * @param level level of a failure's line
     * @param task how the line begins
     */
    public RepeatedFailure(Logger log, Logger.Level level, String task) {
        this.log = log;
        this.level = level;
        this.task = task;
    }

    /** The task failed; its line names types and place, never a message. */
    public void failed(@Nullable Throwable failure) {
        failed(Cause.named(failure));
    }

    /** The task failed for a reason of fixed words. */
    public synchronized void failed(String reason) {
        if (reason.equals(last)) return;
        last = reason;
        log.logf(level, "%s: %s", task, reason);
    }

    /** The task succeeded. */
    public synchronized void succeeded() {
        if (!last.isEmpty()) log.infof("%s: this is over", task);
        last = "";
    }
}
