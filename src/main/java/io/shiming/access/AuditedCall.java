package io.shiming.access;

import io.shiming.audit.Entry;
import io.shiming.audit.Receipt;
import io.shiming.database.FunctionCall;
import java.util.Optional;
import javax.sql.DataSource;

/** Functions that decide something and append their entry with it: a leaf hash when they did, null when they did not. */
public final class AuditedCall {
    private AuditedCall() {}

    public static Optional<Receipt> of(Entry entry, DataSource source, FunctionCall call) {
        return call.row(
                source,
                row -> row.isNull(call.name())
                        ? Optional.empty()
                        : Optional.of(Receipt.of(entry.id(), row.bytes(call.name()))));
    }
}
