package io.shiming.problem;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an applicant is told with a refusal that he or she can act on: why, what to do, which papers to bring.
 *
 * <p>Source of the duty: Anti-Telecom and Online Fraud Law, article 32 paragraph 3.
 *
 * @param reason why it was refused, in a sentence the clerk can read out
 * @param remedy what the applicant can do
 * @param documentsNeeded the documents to bring, may be empty
 */
public record Help(String reason, String remedy, List<String> documentsNeeded) {

    /** How to object to any refusal; the header Audit-Entry names the entry that tells of it. */
    static final String APPEAL =
            "If this is wrong, appeal in any shop of the operator or to its data officer, and quote the"
                    + " first part of Audit-Entry; an accepted appeal takes effect at once.";

    static final String CARD = "the applicant's valid resident identity card or other accepted document";

    /** The help that belongs to a code; none where the caller's system, not the applicant, has to act. */
    public static Optional<Help> with(Code code) {
        return Stream.<Function<Code, @Nullable Help>>of(
                        DocumentHelp::with, CounterHelp::with, LimitHelp::with, LineHelp::with, OrganisationHelp::with)
                .flatMap(part -> Stream.ofNullable(part.apply(code)))
                .findFirst();
    }

    static Help of(String reason, String remedy, String... documents) {
        return new Help(reason, remedy, List.of(documents));
    }
}
