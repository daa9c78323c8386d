package io.shiming.lookup;

import io.shiming.access.policy.Field;
import io.shiming.identity.CompanionRecord;
import io.shiming.identity.IdentityRecord;
import io.shiming.identity.MaskedIdentity;
import io.shiming.identity.OrganisationRecord;
import io.shiming.identity.ProductRecord;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Puts together what is shown: a field in full when it was asked for and permitted, else its mask. */
final class MaskedSubscriber {
    private final IdentityRecord identity;
    private final MaskedIdentity masked;
    private final Set<Field> unmasked;
    private final boolean parties;

    MaskedSubscriber(IdentityRecord identity, Set<Field> unmasked) {
        this.identity = identity;
        this.masked = new MaskedIdentity(identity);
        this.unmasked = unmasked;
        this.parties = unmasked.contains(Field.PARTIES);
    }

    LookupAnswer.Subscriber subscriber() {
        return new LookupAnswer.Subscriber(
                required(Field.NAME, identity::name, masked::name),
                identity.documentType(),
                required(Field.DOCUMENT_NUMBER, identity::documentNumber, masked::documentNumber),
                optional(
                        Field.BIRTH_DATE,
                        identity.bornOn().map(Object::toString).orElse(null),
                        full -> masked.birthDate()),
                required(Field.ADDRESS, identity::address, masked::address),
                required(Field.SERVICE_NUMBER, identity::serviceNumber, masked::serviceNumber),
                optional(
                        Field.INSTALLATION_ADDRESS,
                        identity.installationAddress().orElse(null),
                        masked::address),
                identity.companion().map(this::companion).orElse(null),
                identity.organisation()
                        .map(OrganisationRecord::responsible)
                        .map(this::companion)
                        .orElse(null),
                identity.organisation()
                        .map(OrganisationRecord::user)
                        .map(this::companion)
                        .orElse(null),
                identity.giver().map(this::companion).orElse(null),
                identity.product().map(ProductRecord::productClass).orElse(null),
                identity.product().map(ProductRecord::use).orElse(null));
    }

    private LookupAnswer.Companion companion(CompanionRecord companion) {
        return new LookupAnswer.Companion(
                companion.part(),
                companion.relation(),
                ofParty(Field.NAME, companion.name(), masked::name),
                companion.documentType(),
                ofParty(Field.DOCUMENT_NUMBER, companion.documentNumber(), masked::documentNumber),
                parties ? ofParty(Field.BIRTH_DATE, companion.birthDate(), masked::birthDate) : null,
                parties ? ofParty(Field.ADDRESS, companion.address(), masked::address) : null);
    }

    private String ofParty(Field field, String full, UnaryOperator<String> mask) {
        return parties && unmasked.contains(field) ? full : mask.apply(full);
    }

    private String required(Field field, Supplier<String> full, Supplier<String> mask) {
        return unmasked.contains(field) ? full.get() : mask.get();
    }

    private @Nullable String optional(Field field, @Nullable String full, Function<String, String> mask) {
        return full == null || unmasked.contains(field) ? full : mask.apply(full);
    }
}
