package io.shiming.lookup.order;

import io.shiming.access.policy.Field;
import io.shiming.identity.Reference;
import io.shiming.identity.ReferenceForm;
import io.shiming.lookup.HeldTime;
import io.shiming.lookup.Target;
import io.shiming.lookup.TargetRequest;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * An authority's order, as the officer has it on paper.
 *
 * @param authority who orders
 * @param jurisdiction CN; no data are handed to another state's authority (Data Security Law article 36)
 * @param orderNumber the number on the document
 * @param provision the law the authority acts on
 * @param subjects the people it names, 1 to 100; a line with asOf, or from and to, means its holder or holders at that
 *     time. Without a time, a line that has had more than one holder is AS_OF_REQUIRED
 * @param fields what may be shown in full; the rest is masked
 * @param validFrom RFC 3339
 * @param validTo RFC 3339, at most a year later
 * @param maxUses how many lookups, 1 to 1000
 */
record CaseRequest(
        @Nullable String authority,
        @Nullable String jurisdiction,
        @Nullable String orderNumber,
        @Nullable String provision,
        @Nullable List<TargetRequest> subjects,
        @Nullable List<Field> fields,
        @Nullable String validFrom,
        @Nullable String validTo,
        @Nullable Integer maxUses) {
    private static final int MOST_SUBJECTS = 100;
    private static final int MOST_USES = 1000;
    private static final Duration LONGEST = Duration.ofDays(366);

    /** Refuses what is missing, malformed or beyond the bounds; FIELD_REQUIRED first. */
    CaseRequest checked() {
        if (subjects == null || subjects.isEmpty() || maxUses == null) {
            throw Problem.of(Code.FIELD_REQUIRED).at(maxUses == null ? "/maxUses" : "/subjects");
        }
        words(authority, "/authority");
        words(provision, "/provision");
        words(orderNumber, "/orderNumber");
        if (!"CN".equals(jurisdiction)) {
            throw Problem.of(jurisdiction == null ? Code.FIELD_REQUIRED : Code.JURISDICTION_NOT_ALLOWED)
                    .at("/jurisdiction");
        }
        var life = Duration.between(HeldTime.instant(validFrom, "/validFrom"), HeldTime.instant(validTo, "/validTo"));
        mustBeWithin(subjects.size() <= MOST_SUBJECTS, "/subjects");
        mustBeWithin(maxUses >= 1 && maxUses <= MOST_USES, "/maxUses");
        mustBeWithin(!life.isNegative() && !life.isZero() && life.compareTo(LONGEST) <= 0, "/validTo");
        return this;
    }

    /** Those it names, as a lookup would look for them. */
    List<Target> targets(Clock clock) {
        var named = named();
        return IntStream.range(0, named.size())
                .mapToObj(i -> Problem.at("/subjects/" + i, () -> Target.of(named.get(i), clock)))
                .toList();
    }

    List<TargetRequest> named() {
        return subjects == null ? List.of() : subjects;
    }

    List<String> fieldNames() {
        return fields == null
                ? List.of()
                : fields.stream().distinct().sorted().map(Field::label).toList();
    }

    private static void mustBeWithin(boolean within, String field) {
        if (!within) {
            throw Problem.of(Code.OUT_OF_RANGE).at(field);
        }
    }

    private static void words(@Nullable String text, String field) {
        Problem.at(field, () -> Reference.of(ReferenceForm.WORDS, given(text, "")));
    }

    private static String given(@Nullable String text, String field) {
        if (text == null) {
            throw Problem.of(Code.FIELD_REQUIRED).at(field);
        }
        return text;
    }
}
