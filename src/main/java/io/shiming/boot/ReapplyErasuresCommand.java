package io.shiming.boot;

import io.quarkus.runtime.QuarkusApplication;
import io.shiming.vault.RestoredErasures;
import jakarta.enterprise.context.Dependent;

/** The run after a restore: erases again the people that the restored backup brought back, says how many, and ends. */
@Dependent
class ReapplyErasuresCommand implements QuarkusApplication {
    static final String WORD = "reapply-erasures";

    private final RestoredErasures erasures;

    ReapplyErasuresCommand(RestoredErasures erasures) {
        this.erasures = erasures;
    }

    /** No port is open and no job runs while the register may hold a person who has to be erased. */
    static void serveNobody() {
        System.setProperty("shiming.vault.reapply-erasures", "true");
        System.setProperty("quarkus.http.host-enabled", "false");
        System.setProperty("quarkus.management.host-enabled", "false");
        System.setProperty("quarkus.scheduler.enabled", "false");
    }

    @Override
    public int run(String... args) {
        System.out.println(erasures.reapplied() + " erasures re-applied; none of the register is left.");
        return 0;
    }
}
