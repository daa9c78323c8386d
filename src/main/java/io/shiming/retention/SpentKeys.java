package io.shiming.retention;

import io.agroal.api.AgroalDataSource;
import io.shiming.database.FunctionCall;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Idempotency-Keys, and refusals without an appeal, for which seven days have passed by the database's clock
 * (decision 059). Any number of instances may forget them at once.
 */
@ApplicationScoped
class SpentKeys {
    private static final int AT_ONCE = 10_000;
    private final AgroalDataSource source;

    SpentKeys(AgroalDataSource source) {
        this.source = source;
    }

    /** All that are due, in short transactions. */
    void forget(int operator) {
        long gone;
        do {
            gone = FunctionCall.of("registry.forget_keys")
                    .with("p_operator", (short) operator)
                    .with("p_most", AT_ONCE)
                    .row(source, row -> row.number("forget_keys"));
        } while (gone == AT_ONCE);
    }
}
