package io.shiming.access.gate;

import jakarta.enterprise.context.ApplicationScoped;

/** Tells a test what calls in progress hold. */
@ApplicationScoped
public class Admitting {
    private final Admission admission;

    Admitting(Admission admission) {
        this.admission = admission;
    }

    /** How much of a bounded thing is in use, such as {@code other calls}. */
    public long inUse(String of) {
        return admission.inUse(of);
    }
}
