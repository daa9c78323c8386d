package io.shiming.registration.integrity;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;

/** Lets a test sweep at once. */
@ApplicationScoped
public class Sweeping {
    private final RowSweep sweep;

    Sweeping(RowSweep sweep) {
        this.sweep = sweep;
    }

    /** A whole pass over the operator's rows. */
    public void pass(int operator) throws SQLException {
        sweep.finishPass(operator);
    }
}
