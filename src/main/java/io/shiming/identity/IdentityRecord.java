package io.shiming.identity;

import io.shiming.identity.document.DocumentKind;
import io.shiming.identity.document.DocumentNumber;
import io.shiming.identity.document.DocumentType;
import io.shiming.identity.document.OrganisationDocument;
import io.shiming.identity.document.OrganisationDocumentType;
import io.shiming.identity.name.PersonName;
import io.shiming.identity.number.ServiceNumber;
import io.shiming.identity.text.PostalAddress;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The identity behind one registration, as it is sealed: the four things Order 25 article 9 has recorded (type, name,
 * number, address) and the line they were recorded for. Its stored form is JSON in UTF-8; a later version reads what an
 * earlier one wrote.
 */
public final class IdentityRecord {
    private final StoredIdentity storedIdentity;

    private IdentityRecord(StoredIdentity storedIdentity) {
        this.storedIdentity = storedIdentity;
    }

    /** The record of values that have passed their rules. */
    public static IdentityRecord of(
            PresentedPerson subscriber,
            ServiceNumber line,
            @Nullable PostalAddress installation,
            @Nullable CompanionRecord companion,
            @Nullable ProductRecord product,
            OnSiteEvidence evidence) {
        return new IdentityRecord(StoredIdentity.of(subscriber, line, installation, companion, product, evidence));
    }

    /** The record of an organisation, whose handler has shown a letter of authority. */
    public static IdentityRecord of(
            PresentedOrganisation subscriber,
            ServiceNumber line,
            @Nullable PostalAddress installation,
            CompanionRecord handler,
            OrganisationRecord organisation,
            @Nullable ProductRecord product,
            OnSiteEvidence evidence) {
        return new IdentityRecord(
                StoredIdentity.of(subscriber, line, installation, handler, organisation, product, evidence));
    }

    /** The same, with the person who gave the number away in its former holder's place. */
    public IdentityRecord givenBy(CompanionRecord acting) {
        return new IdentityRecord(storedIdentity.givenBy(acting));
    }

    /** The same registration, with its subscriber as the document shows the person now. */
    public IdentityRecord corrected(PresentedPerson subscriber) {
        return new IdentityRecord(storedIdentity.corrected(subscriber));
    }

    /** The names of what is recorded of the subscriber otherwise than in an earlier record. */
    public List<String> differencesFrom(IdentityRecord earlier) {
        return storedIdentity.differencesFrom(earlier.storedIdentity);
    }

    /** The record of what an old register has; what it lacks is empty, until the holder supplements it. */
    public static IdentityRecord legacy(
            @Nullable PersonName name,
            DocumentNumber document,
            @Nullable PostalAddress address,
            ServiceNumber line,
            @Nullable PostalAddress installation) {
        return new IdentityRecord(StoredIdentity.legacy(name, document, address, line, installation));
    }

    /** Reads what {@link #toBytes} wrote; the array stays the caller's. */
    public static IdentityRecord from(byte[] bytes) {
        return new IdentityRecord(StoredIdentity.read(bytes));
    }

    /** The stored form; the caller wipes it. */
    public byte[] toBytes() {
        return storedIdentity.written();
    }

    public String name() {
        return storedIdentity.name();
    }

    public String documentType() {
        return storedIdentity.documentType();
    }

    public String documentNumber() {
        return storedIdentity.documentNumber();
    }

    /**
     * The text that the document's blind index is made of, as {@link DocumentNumber#canonical} gives it.
     *
     * @param today the day in Asia/Shanghai
     */
    public String documentCanonical(LocalDate today) {
        if (DocumentKind.named(storedIdentity.documentType()) instanceof OrganisationDocumentType documentType) {
            return OrganisationDocument.canonical(documentType, storedIdentity.documentNumber());
        }
        return DocumentNumber.of(
                        DocumentType.of(storedIdentity.documentType()),
                        storedIdentity.documentNumber(),
                        storedIdentity.issuingCountry(),
                        today)
                .canonical();
    }

    /** The day of birth; records of version 1 have it only where the document's number tells it. */
    public Optional<LocalDate> bornOn() {
        return Optional.ofNullable(storedIdentity.birthDate()).map(LocalDate::parse);
    }

    public String address() {
        return storedIdentity.address();
    }

    /** E.164 number or access account. */
    public String serviceNumber() {
        return storedIdentity.serviceNumber();
    }

    /** Where the line ends, if it is a fixed one. */
    public Optional<String> installationAddress() {
        return Optional.ofNullable(storedIdentity.installationAddress());
    }

    /** The member's page of a household register. */
    public Optional<String> registerPage() {
        return Optional.ofNullable(storedIdentity.registerPage());
    }

    /** Where a Chinese citizen with a passport has settled. */
    public Optional<String> settledIn() {
        return Optional.ofNullable(storedIdentity.settledIn());
    }

    /** Opaque id of a second member of staff who looked at the document. */
    public Optional<String> reviewer() {
        return Optional.ofNullable(storedIdentity.reviewer());
    }

    /** Reference of the photo taken on site. */
    public Optional<String> livePhoto() {
        return Optional.ofNullable(storedIdentity.livePhoto());
    }

    /** What the comparison of person and document said: pass, fail or manual. */
    public Optional<String> matchResult() {
        return Optional.ofNullable(storedIdentity.match()).map(PersonMatch.Stored::result);
    }

    /** The comparison of person and document, as it was sealed. */
    public Optional<PersonMatch.Stored> match() {
        return Optional.ofNullable(storedIdentity.match());
    }

    /** Who acts for the subscriber and who uses the number, if the subscriber is an organisation. */
    public Optional<OrganisationRecord> organisation() {
        return Optional.ofNullable(storedIdentity.organisation());
    }

    /** Whether the document's number fails a check character, so that only a register can tell that it exists. */
    public boolean failsACheck() {
        return storedIdentity.organisation() != null
                && storedIdentity.organisation().check() != null;
    }

    /** What the number is sold for, where the law asks for it. */
    public Optional<ProductRecord> product() {
        return Optional.ofNullable(storedIdentity.product());
    }

    /** All people in the record but the subscriber, each as often as recorded. */
    public List<CompanionRecord> people() {
        return parties().stream().map(Party::person).toList();
    }

    /** The same people, each with the role. */
    public List<Party> parties() {
        var parties = new ArrayList<Party>();
        companion().ifPresent(person -> parties.add(new Party(PartyRole.of(person.part()), person)));
        organisation().ifPresent(acting -> parties.addAll(acting.parties()));
        giver().ifPresent(person -> parties.add(new Party(PartyRole.FORMER_HOLDER_BY, person)));
        return parties;
    }

    /** Who signed beside the subscriber, or for one. */
    public Optional<CompanionRecord> companion() {
        return Optional.ofNullable(storedIdentity.companion());
    }

    /** Who gave the number away in its former holder's place. */
    public Optional<CompanionRecord> giver() {
        return Optional.ofNullable(storedIdentity.giver());
    }

    @Override
    public String toString() {
        return "IdentityRecord[withheld]";
    }
}
