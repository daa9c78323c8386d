package io.shiming.access.policy;

import io.shiming.access.Actor;
import io.shiming.audit.LegalBasis;
import io.shiming.audit.Purpose;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A permission to look one subscriber up, as the policy gave it.
 *
 * @param actor who may
 * @param purpose what for
 * @param basis on which ground
 * @param caseRef the case that asks for it, if the purpose needs one
 * @param ground what must be in force in the database besides the policy
 * @param watched whether quotas of the counter and the eye on habits apply
 * @param managerForMinors whether a manager must agree before a minor is shown
 * @param unmasked the fields that may be shown in full, every other one is masked; and the groups that may be shown
 * @param compared what may be compared, where nothing is shown
 * @param policyVersion the version of the rules that decided
 * @param rule the id of the one among them
 */
public record Decision(
        Actor actor,
        Purpose purpose,
        LegalBasis basis,
        @Nullable String caseRef,
        Ground ground,
        boolean watched,
        boolean managerForMinors,
        Set<Field> unmasked,
        Set<Attribute> compared,
        String policyVersion,
        String rule) {

    /** What a lookup stands on besides the rule that permits it. */
    public enum Ground {
        /** Nothing more. */
        RULE,
        /** An approved order of an authority that names the person. */
        ORDER,
        /** Emergency access that the actor has open. */
        EMERGENCY,
        /** An application that waits for a reviewer. */
        REVIEW
    }

    /** The names of the unmasked fields, or of what is compared, in a fixed order, for the log. */
    public List<String> fieldNames() {
        return compared.isEmpty()
                ? unmasked.stream().sorted().map(Field::label).toList()
                : compared.stream().sorted().map(Attribute::label).toList();
    }
}
