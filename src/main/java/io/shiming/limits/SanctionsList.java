package io.shiming.limits;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.shiming.peer.Unusable;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import io.shiming.verification.enquiry.Payload;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;

/**
 * A list as the authority signs it ({@code typ} sanctions-list+jwt).
 *
 * @param listId 1 to 64 of letters, digits and {@code ._/-}
 * @param issuedAt RFC 3339 instant; a list is taken over only if it is newer than all before
 * @param entries what is new or changed since the last list; the others stay as they are
 */
record SanctionsList(
        @JsonProperty(required = true) String listId,
        @JsonProperty(required = true) String issuedAt,
        @JsonProperty(required = true) List<Entry> entries) {
    private static final String REFERENCE = "[A-Za-z0-9._/-]{1,64}";
    private static final Duration OLDEST = Duration.ofDays(366);
    private static final int MOST = 10_000;

    /**
     * A person's term.
     *
     * @param person the agreed digest, 64 hexadecimal digits
     * @param decisionRef reference of the decision; the same one again changes its entry
     * @param ground {@code CONVICTED}, at most three years, or {@code IDENTIFIED}, at most two
     * @param from first day
     * @param until first day without it
     * @param withdrawn true where the decision was taken back
     */
    record Entry(
            @JsonProperty(required = true) String person,
            @JsonProperty(required = true) String decisionRef,
            @JsonProperty(required = true) String ground,
            @JsonProperty(required = true) String from,
            @JsonProperty(required = true) String until,
            @JsonProperty(required = true) Boolean withdrawn) {

        boolean formed() {
            try {
                return person.matches("[0-9a-f]{64}")
                        && decisionRef.matches(REFERENCE)
                        && !io.shiming.identity.Reference.identifies(decisionRef)
                        && List.of("CONVICTED", "IDENTIFIED").contains(ground)
                        && LocalDate.parse(from).isBefore(LocalDate.parse(until));
            } catch (DateTimeParseException noDay) {
                return false;
            }
        }
    }

    /** The list in a payload that was signed; anything else is SANCTIONS_LIST_INVALID. */
    static SanctionsList read(String payload, Instant now) throws Unusable {
        var list = Payload.read(payload, SanctionsList.class);
        boolean fine = list.listId.matches(REFERENCE)
                && !io.shiming.identity.Reference.identifies(list.listId)
                && list.entries.size() <= MOST
                && list.entries.stream().allMatch(Entry::formed)
                && list.entries.stream()
                                .map(entry -> entry.person + entry.decisionRef)
                                .distinct()
                                .count()
                        == list.entries.size();
        if (!fine) {
            throw Problem.of(Code.SANCTIONS_LIST_INVALID);
        }
        Payload.fresh(list.issuedAt, OLDEST, now);
        return list;
    }
}
