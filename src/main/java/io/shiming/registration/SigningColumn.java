package io.shiming.registration;

import io.shiming.registration.application.ContractSignature;
import io.shiming.registration.integrity.BoundRows;
import java.time.Instant;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The columns of {@code registry.registration} that a signing states. This is the one list of them: {@code registry.sign}
 * stores the values under these names, and the entry binds the same values. {@code db/bound-rows.sql} reads every column of
 * the table back, so a column of the table that is missing here fails {@code AdditionsTest}.
 */
enum SigningColumn {
    PUBLIC_ID((attempt, at) -> attempt.publicId().toString()),
    CONTRACT_REF((attempt, at) -> attempt.application().contractRef),
    EVENT((attempt, at) -> attempt.application().event()),
    SERVICE_TYPE((attempt, at) -> attempt.application().service.label()),
    PRODUCT_CLASS((attempt, at) -> productClass(attempt)),
    CAPTURE_METHOD((attempt, at) -> attempt.application().applicant.capture().label()),
    CAPTURE_DEVICE((attempt, at) -> attempt.application().applicant.device()),
    DEALER_CODE((attempt, at) -> attempt.actor().dealer().orElse(null)),
    STORE_CODE((attempt, at) -> attempt.actor().store().orElse(null)),
    CLERK((attempt, at) -> attempt.actor().actor()),
    SIGNATURE_KIND((attempt, at) -> signature(attempt, each -> each.kind().label())),
    SIGNATURE_REF((attempt, at) -> signature(attempt, ContractSignature::reference)),
    SIGNED_AT((attempt, at) -> BoundRows.time(at));

    private final Value value;

    SigningColumn(Value value) {
        this.value = value;
    }

    /** What a signing states in one column, as text; null where it states nothing. */
    private interface Value {
        @Nullable
        String of(SigningAttempt attempt, Instant signedAt);
    }

    /** The columns of one signing by their names; one without a value is left out. */
    static SortedMap<String, String> of(SigningAttempt attempt, Instant signedAt) {
        var columns = new TreeMap<String, String>();
        for (var column : values()) {
            var text = column.value.of(attempt, signedAt);
            if (text != null) columns.put(column.name().toLowerCase(Locale.ROOT), text);
        }
        return columns;
    }

    private static @Nullable String signature(SigningAttempt attempt, Function<ContractSignature, String> part) {
        var signature = attempt.application().signature;
        return signature == null ? null : part.apply(signature);
    }

    private static @Nullable String productClass(SigningAttempt attempt) {
        var kind = attempt.application().product.kind;
        return kind == null ? null : kind.label();
    }
}
