package io.shiming.lookup.export;

import io.shiming.access.policy.Field;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An export to be approved.
 *
 * @param fields what the recipient needs of each record
 * @param signedFrom first day of signing, in Asia/Shanghai
 * @param signedTo last day of signing
 * @param serviceType only this service, or every one
 * @param dealer only this dealer's, or every one's
 * @param minors whether people under 18 are in it; without a word they are not
 * @param spreadsheet whether a spreadsheet is to open the file: it then begins with a byte order mark, and an apostrophe before
 *     each value makes it text, so that no digit is lost; without a word a program reads it
 * @param recipient who gets it: a code of the operator's own, a letter and up to 63 letters, digits and {@code . _ -}; no name,
 *     since an order stays in clear
 * @param recipientKey the recipient's public key in PEM
 * @param mostRecords more than so many, and there is no file
 */
record ExportRequest(
        @Nullable String purpose,
        @Nullable String legalBasis,
        @NotEmpty List<Field> fields,
        @NotNull LocalDate signedFrom,
        @NotNull LocalDate signedTo,

        @Nullable @Pattern(regexp = "mobile|fixed|internet|iot")
        String serviceType,

        @Nullable String dealer,
        @Nullable Boolean minors,
        @Nullable Boolean spreadsheet,
        @NotNull String recipient,
        @NotNull String recipientKey,
        @NotNull Integer mostRecords) {}
