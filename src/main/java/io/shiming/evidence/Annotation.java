package io.shiming.evidence;

import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The note that Order 25 article 9 demands on a copy of a document: who took it, what for, and when; so that the copy
 * serves no other purpose.
 *
 * @param operator the operator's code
 * @param purpose {@code REGISTRATION}: copies are taken for nothing else
 * @param date the day, Asia/Shanghai, {@code YYYY-MM-DD}
 */
record Annotation(
        @Nullable String operator,
        @Nullable String purpose,
        @Nullable String date) {
    private static final String ONLY_PURPOSE = "REGISTRATION";

    /** The lines to write; refuses with COPY_NOT_ANNOTATED what is not said, or not so. */
    List<String> linesFor(String operatorCode, String operatorName, LocalDate today) {
        if (!operatorCode.equals(operator)
                || !ONLY_PURPOSE.equals(purpose)
                || !today.toString().equals(date)) {
            throw Problem.of(Code.COPY_NOT_ANNOTATED);
        }
        return List.of(
                Stamp.writable(operatorName, operatorCode),
                Stamp.writable("仅供电话用户真实身份信息登记 ", "") + "For real-name registration only",
                today.toString());
    }

    /** Whether anything is said at all. */
    boolean isEmpty() {
        return operator == null && purpose == null && date == null;
    }
}
