package io.shiming.lookup.export;

import io.shiming.access.policy.Field;
import io.shiming.audit.Receipt;
import io.shiming.audit.Receipted;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the second person is asked to agree to.
 *
 * @param status PENDING_APPROVAL, APPROVED, EXPIRED, BEGUN, DONE or FAILED
 * @param recipientKeyFingerprint SHA-256 of the recipient's key in DER, hexadecimal
 * @param records how many the file has
 */
record ExportView(
        UUID exportId,
        String status,
        String purpose,
        String legalBasis,
        List<Field> fields,
        LocalDate signedFrom,
        LocalDate signedTo,
        @Nullable String serviceType,
        @Nullable String dealer,
        boolean minors,
        boolean spreadsheet,
        String recipient,
        String recipientKeyFingerprint,
        int mostRecords,
        Instant expiresAt,
        int records,
        Receipt receipt)
        implements Receipted {

    static ExportView of(Exports.Seen seen) {
        var order = seen.order();
        var terms = seen.terms();
        return new ExportView(
                order.id(),
                order.standing(),
                terms.purpose().name(),
                terms.legalBasis().name(),
                terms.fields(),
                terms.signedFrom(),
                terms.signedTo(),
                terms.serviceType(),
                terms.dealer(),
                terms.minors(),
                terms.spreadsheet(),
                terms.recipient(),
                terms.key().fingerprint(),
                order.most(),
                order.expiresAt(),
                order.done(),
                seen.receipt());
    }
}
