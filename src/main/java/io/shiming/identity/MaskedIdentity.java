package io.shiming.identity;

import io.shiming.identity.document.DocumentNumber;
import io.shiming.identity.name.OrganisationName;
import io.shiming.identity.name.PersonName;
import io.shiming.identity.text.Mask;
import io.shiming.identity.text.PostalAddress;
import io.shiming.problem.Problem;
import java.util.function.Supplier;

/** An identity with its values masked, as staff without a reason to see them in full may see it. */
public final class MaskedIdentity {
    private static final String HIDDEN = "****";

    private final IdentityRecord identity;

    /** The masked side of a record. */
    public MaskedIdentity(IdentityRecord identity) {
        this.identity = identity;
    }

    public String name() {
        return identity.organisation().isPresent()
                ? unlessRefused(() -> OrganisationName.of(identity.name()).masked())
                : name(identity.name());
    }

    /** Masks any name of the record. */
    public String name(String text) {
        return unlessRefused(() -> PersonName.fromRegister(text).masked());
    }

    public String documentNumber() {
        return documentNumber(identity.documentNumber());
    }

    /** Masks any document's number of the record. */
    public String documentNumber(String text) {
        return DocumentNumber.masked(text);
    }

    /** Only the century is shown: with a county and a year, a number has few candidates left. */
    public String birthDate() {
        return identity.bornOn().map(day -> birthDate(day.toString())).orElse(HIDDEN);
    }

    /** Masks any day of birth of the record, {@code YYYY-MM-DD}. */
    public String birthDate(String day) {
        return Mask.head(day, 2) + "**-**-**";
    }

    public String address() {
        return address(identity.address());
    }

    /** Masks any address of the record. */
    public String address(String text) {
        return unlessRefused(() -> PostalAddress.of(text).masked());
    }

    public String serviceNumber() {
        var number = identity.serviceNumber();
        return number.startsWith("+") ? Mask.between(number, 6, 4) : Mask.head(number, 2) + HIDDEN;
    }

    /** A value that today's rules would not take is hidden whole. */
    private static String unlessRefused(Supplier<String> mask) {
        try {
            return mask.get();
        } catch (Problem outdated) {
            return HIDDEN;
        }
    }

    @Override
    public String toString() {
        return "MaskedIdentity[withheld]";
    }
}
