package io.shiming.identity.document;

import io.shiming.identity.day.FullYears;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import java.time.LocalDate;
import java.time.Period;
import org.jspecify.annotations.Nullable;

/**
 * For how long documents are issued. Upper bounds where the source is weak (regulation section 2.6, terms of permits), an
 * exact pair of dates for the resident card.
 */
final class Term {
    private static final LocalDate NEVER = LocalDate.MAX;

    private Term() {}

    static void mustFit(DocumentNumber number, @Nullable LocalDate issuedOn, Validity validity, LocalDate today) {
        LocalDate bornOn = number.bornOn().orElse(LocalDate.MIN);
        LocalDate from = issuedOn == null ? today : issuedOn; // issued by today at the latest: the widest bound
        if (from.isBefore(bornOn)) throw invalid();
        LocalDate lastDay = validity.lastDay().orElse(NEVER);
        boolean fits =
                switch (number.type()) {
                    case RIC -> residentCard(bornOn, issuedOn, lastDay, today);
                    // Measures on temporary cards (2005), article 7
                    case TRIC -> notAfter(lastDay, from, Period.ofMonths(3));
                    case HKB -> validity.isLongTerm(); // a register has no last day
                    case HMTP, FPR17, FPR23, PPT_CN -> notAfter(lastDay, from, Period.ofYears(10));
                    case HMTP_F, HMRP, TWRP, TWTP -> notAfter(lastDay, from, Period.ofYears(5));
                    case PPT_F -> !validity.isLongTerm();
                    case PLA, PAP -> true;
                };
        if (!fits) throw invalid();
    }

    private static boolean notAfter(LocalDate lastDay, LocalDate from, Period longest) {
        return !lastDay.isAfter(from.plus(longest));
    }

    /** ID Card Law article 5: the holder's age at issue gives the term. */
    private static boolean residentCard(
            LocalDate bornOn, @Nullable LocalDate issuedOn, LocalDate lastDay, LocalDate today) {
        if (issuedOn == null) {
            if (lastDay.equals(NEVER)) return years(FullYears.at(bornOn, today)) == 0;
            return notAfter(lastDay, today, Period.ofYears(20));
        }
        // On a birthday the office may have counted either age.
        return ends(issuedOn, FullYears.at(bornOn, issuedOn), lastDay)
                || ends(issuedOn, FullYears.at(bornOn, issuedOn.minusDays(1)), lastDay);
    }

    private static boolean ends(LocalDate issuedOn, int age, LocalDate lastDay) {
        int years = years(age);
        if (years == 0) return lastDay.equals(NEVER);
        LocalDate same = issuedOn.plusYears(years);
        boolean leapDay = same.getDayOfMonth() != issuedOn.getDayOfMonth();
        return lastDay.equals(same) || (leapDay && lastDay.equals(same.plusDays(1)));
    }

    /** Years of validity; 0 for long-term. */
    private static int years(int age) {
        if (age < 16) return 5;
        if (age <= 25) return 10;
        return age <= 45 ? 20 : 0;
    }

    private static Problem invalid() {
        return Problem.of(Code.DOCUMENT_DATES_INVALID);
    }
}
