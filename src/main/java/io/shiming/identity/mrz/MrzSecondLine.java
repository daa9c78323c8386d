package io.shiming.identity.mrz;

import io.shiming.identity.document.CheckDigit;
import io.shiming.identity.document.IssuingState;
import io.shiming.identity.document.PrintedDate;
import io.shiming.identity.document.Sex;
import io.shiming.identity.text.Ascii;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** The second line of a machine-readable zone, read by place; see {@link MachineReadableZone}. */
record MrzSecondLine(
        String documentNumber,
        String nationality,
        LocalDate birth,
        @Nullable Sex sex,
        LocalDate expiry) {
    static final int WIDTH = 44;

    static MrzSecondLine read(String line, LocalDate today) {
        if (line.length() != WIDTH || !Ascii.all(line, c -> Ascii.alphanumeric(c) || c == '<')) throw invalid();
        mustCheck(line);
        String number = withoutFillers(line.substring(0, 9));
        String nationality = IssuingState.ofZone(line.substring(10, 13));
        if (number.isEmpty()) throw invalid();
        if (!IssuingState.known(nationality)) throw unknownState();
        LocalDate birth = PrintedDate.ofBirth(line.substring(13, 19), today).orElseThrow(MrzSecondLine::invalid);
        LocalDate expiry = PrintedDate.ofExpiry(line.substring(21, 27)).orElseThrow(MrzSecondLine::invalid);
        return new MrzSecondLine(number, nationality, birth, sex(line.charAt(20)), expiry);
    }

    private static void mustCheck(String line) {
        boolean optionalEmpty =
                line.charAt(42) == '<' && withoutFillers(line.substring(28, 42)).isEmpty();
        boolean holds = checked(line, 0, 9)
                && checked(line, 13, 19)
                && checked(line, 21, 27)
                && (optionalEmpty || checked(line, 28, 42))
                && CheckDigit.icao(line.substring(0, 10) + line.substring(13, 20) + line.substring(21, 43))
                        == line.charAt(43);
        if (!holds) throw invalid();
    }

    private static boolean checked(String line, int from, int to) {
        return CheckDigit.icao(line.substring(from, to)) == line.charAt(to);
    }

    private static @Nullable Sex sex(char c) {
        return switch (c) {
            case 'M' -> Sex.MALE;
            case 'F' -> Sex.FEMALE;
            case '<' -> null;
            default -> throw invalid();
        };
    }

    static String withoutFillers(String field) {
        int end = field.length();
        while (end > 0 && field.charAt(end - 1) == '<') end--;
        return field.substring(0, end);
    }

    static Problem invalid() {
        return Problem.of(Code.MRZ_INVALID);
    }

    /** No check digit covers a state, so that one misread letter comes to light here only. */
    static Problem unknownState() {
        return invalid().byRule("zone-state-unknown");
    }

    @Override
    public String toString() {
        return "MrzSecondLine[withheld]";
    }
}
