package io.shiming.access;

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
 * @param unmasked the fields that may be shown in full; every other one is masked
 * @param policyVersion the version of the rules that decided
 */
public record Decision(
        Actor actor,
        Purpose purpose,
        LegalBasis basis,
        @Nullable String caseRef,
        Set<Field> unmasked,
        String policyVersion) {

    /** The names of the unmasked fields, in a fixed order, for the log. */
    public List<String> fieldNames() {
        return unmasked.stream().sorted().map(Field::label).toList();
    }
}
