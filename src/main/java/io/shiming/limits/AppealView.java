package io.shiming.limits;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.shiming.audit.Receipt;
import io.shiming.audit.Receipted;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An appeal as the counter and the officer see it.
 *
 * @param refusal the entry that tells of the refusal, as the header Audit-Entry named it
 * @param code what was refused
 * @param dueAt when it is to be decided
 * @param lifted whether the decision lifted a measure; what a statute counts cannot be lifted, only counted again
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record AppealView(
        UUID appealId,
        UUID refusal,
        String code,
        String grounds,
        Appeal.Status status,
        Instant dueAt,
        @Nullable Instant decidedAt,
        @Nullable Boolean lifted,
        Receipt receipt)
        implements Receipted {

    static AppealView of(Appeal appeal, String code, @Nullable Boolean lifted, Receipt receipt) {
        return new AppealView(
                appeal.id,
                appeal.refusal,
                code,
                appeal.grounds,
                appeal.status,
                appeal.dueAt,
                appeal.decidedAt,
                lifted,
                receipt);
    }
}
