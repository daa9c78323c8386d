package io.shiming.vault;

import jakarta.enterprise.context.ApplicationScoped;

/** What a start after a restore does, for tests outside this package. */
@ApplicationScoped
public class RestoredGate {
    private final RestoredErasures erasures;

    RestoredGate(RestoredErasures erasures) {
        this.erasures = erasures;
    }

    public void openTheService() {
        erasures.mustBeApplied();
    }

    public int reapply() {
        return erasures.reapply();
    }
}
