package io.shiming.identity;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.shiming.identity.document.DocumentNumber;
import io.shiming.identity.document.DocumentType;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Who signed beside a minor or for a subscriber, answers for an organisation's number or uses it, or gave it away in its former
 * holder's place, as it is sealed with the subscriber's identity: the same four things that Order 25 article 9 has recorded,
 * and the document that gives the right to sign.
 *
 * @param part guardian, agent, handler, responsible, user or kin
 * @param relation to the subscriber; an agent, or a person who acts for an organisation, is one by letter
 * @param proof reference of the proof of kinship or the letter of authority
 * @param capture how the companion's document was read
 * @param birthDate {@code YYYY-MM-DD}, as all days here
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CompanionRecord(
        String part,
        String relation,
        String proof,
        String capture,
        String name,
        String documentType,
        String documentNumber,
        String issuingCountry,
        @Nullable String issuedOn,
        String expiresOn,
        String birthDate,
        String address,
        @Nullable String registerPage,
        @Nullable String settledIn) {

    /** The record of a person whose values have passed their rules. */
    public static CompanionRecord of(
            String part, String relation, String proof, String capture, PresentedPerson person) {
        var document = person.document();
        var number = document.number();
        return new CompanionRecord(
                part,
                relation,
                proof,
                capture,
                person.name().verbatim(),
                number.type().name(),
                number.verbatim(),
                number.issuingCountry(),
                document.issuedOn().map(LocalDate::toString).orElse(null),
                document.validity().text(),
                person.bornOn().toString(),
                person.address().verbatim(),
                person.registerPage().orElse(null),
                person.settledIn().orElse(null));
    }

    /**
     * The text that the document's blind index is made of, as {@link DocumentNumber#canonical} gives it.
     *
     * @param today the day in Asia/Shanghai
     */
    public String documentCanonical(LocalDate today) {
        return DocumentNumber.of(DocumentType.of(documentType), documentNumber, issuingCountry, today)
                .canonical();
    }

    @Override
    public String toString() {
        return "CompanionRecord[withheld]";
    }
}
