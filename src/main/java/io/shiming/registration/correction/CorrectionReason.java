package io.shiming.registration.correction;

import io.shiming.identity.text.RuleTable;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Why a record may be corrected, by the reviewed table {@code rules/correction-reasons.csv}.
 *
 * @param fields the fields that may be corrected for it
 */
record CorrectionReason(String code, Set<String> fields) {
    private static final List<CorrectionReason> TABLE = RuleTable.entries("/rules/correction-reasons.csv").stream()
            .map(CorrectionReason::read)
            .toList();

    /** The reason of that code; FIELD_REQUIRED or INVALID_ARGUMENT without one. */
    static CorrectionReason of(@Nullable String code) {
        return TABLE.stream()
                .filter(reason -> reason.code.equals(code))
                .findFirst()
                .orElseThrow(() -> Problem.of(code == null ? Code.FIELD_REQUIRED : Code.INVALID_ARGUMENT)
                        .at("/reason"));
    }

    private static CorrectionReason read(String entry) {
        var columns = entry.split("\\|", -1);
        if (columns.length != 3) throw new IllegalArgumentException(entry);
        return new CorrectionReason(
                columns[0].strip(),
                Arrays.stream(columns[1].strip().split(";", -1)).collect(Collectors.toUnmodifiableSet()));
    }
}
