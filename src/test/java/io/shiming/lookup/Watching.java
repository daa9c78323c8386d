package io.shiming.lookup;

import io.shiming.lookup.decoy.DecoyPlanting;
import io.shiming.lookup.decoy.DecoySelfCheck;
import jakarta.enterprise.context.ApplicationScoped;

/** Lets a test judge lookups, plant decoys and run their self-check at once. */
@ApplicationScoped
public class Watching {
    private final IdleLookups idle;
    private final DecoyPlanting planting;
    private final DecoySelfCheck selfTest;

    Watching(IdleLookups idle, DecoyPlanting planting, DecoySelfCheck selfTest) {
        this.idle = idle;
        this.planting = planting;
        this.selfTest = selfTest;
    }

    /** One round, by the service's clock. */
    public void round() {
        idle.judge();
    }

    /** One round of planting; how many were planted. */
    public int plant() {
        return planting.plant();
    }

    /** One self-check of the decoy alarm. */
    public void runSelfCheck() {
        selfTest.run();
    }
}
