package io.shiming.boot;

import io.quarkus.runtime.QuarkusApplication;
import io.shiming.audit.AuditConfig;
import io.shiming.audit.log.LogReimport;
import jakarta.enterprise.context.Dependent;

/** The run after a restore that turned the log back: brings its entries back from the mirror, says how many, and ends. */
@Dependent
class RestoreLogCommand implements QuarkusApplication {
    static final String WORD = "restore-log";

    private final LogReimport log;
    private final AuditConfig config;

    RestoreLogCommand(LogReimport log, AuditConfig config) {
        this.log = log;
        this.config = config;
    }

    /** No door is open and no job runs: nothing may be appended while entries get their places back. */
    static void serveNobody() {
        System.setProperty("quarkus.http.host-enabled", "false");
        System.setProperty("quarkus.management.host-enabled", "false");
        System.setProperty("quarkus.scheduler.enabled", "false");
    }

    /** 0: whole again; 1: it is not, and the last line says why. */
    @Override
    public int run(String... args) {
        var mirror = config.mirror();
        if (mirror.isEmpty()) return refused("shiming.audit.mirror is not set: there is nothing to bring back from.");
        try {
            var outcome = log.bringBack(mirror.get());
            System.out.println(outcome.brought() + " entries brought back at their places.");
            return outcome.lost() == 0
                    ? 0
                    : refused(outcome.lost() + " entries that were signed are in neither the database nor the mirror:"
                            + " nothing will be signed. Find a younger mirror or backup and run this again.");
        } catch (IllegalStateException e) {
            return refused(e.getMessage() + ".");
        }
    }

    private static int refused(String why) {
        System.out.println(why);
        return 1;
    }
}
