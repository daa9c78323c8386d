package io.shiming.lookup;

import io.shiming.access.policy.Attribute;
import io.shiming.access.policy.Decision;
import io.shiming.access.policy.Probes;
import io.shiming.audit.Act;
import io.shiming.identity.IdentityRecord;
import io.shiming.identity.name.PersonName;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compares what a caller has with what was registered, and tells yes or no: the least that answers most questions. */
@ApplicationScoped
class Match {
    private final Door door;
    private final Probes probes;

    Match(Door door, Probes probes) {
        this.door = door;
        this.probes = probes;
    }

    /** Yes or no for each attribute. If no person is found, no for each, so that nothing tells the two apart. */
    LookupOutcome compare(Decision decision, Target target, Map<Attribute, String> claimed) {
        var opened = door.open(decision, target, Act.SUBJECT_MATCHED, probes.windows(decision.actor()));
        if (opened.waiting != null) {
            return new WaitingAnswer(opened.waiting, "PENDING_APPROVAL", opened.receipt);
        }
        var matches = new EnumMap<Attribute, Boolean>(Attribute.class);
        claimed.forEach((attribute, value) -> matches.put(attribute, is(opened.identity, attribute, value)));
        if (matches.containsValue(false)) {
            probes.count(decision.actor()); // whether there is anybody or not, so that nothing tells the two apart
        }
        return new MatchAnswer(matches, opened.receipt);
    }

    private static boolean is(@Nullable IdentityRecord identity, Attribute attribute, String value) {
        return identity != null
                && switch (attribute) {
                    case NAME -> sameName(identity.name(), value);
                    case DOCUMENT_NUMBER -> identity.documentNumber().equals(value);
                    case BIRTH_DATE ->
                        identity.bornOn()
                                .map(LocalDate::toString)
                                .filter(value::equals)
                                .isPresent();
                    case ADDRESS -> identity.address().strip().equals(value);
                };
    }

    /** Two writings of one name are the same name. */
    private static boolean sameName(String registered, String claimed) {
        return PersonName.matchKey(registered).equals(PersonName.matchKey(claimed));
    }
}
