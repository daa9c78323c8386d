package io.shiming.registration.application;

import io.shiming.identity.CompanionRecord;
import io.shiming.identity.IdentityRecord;
import io.shiming.identity.OnSiteEvidence;
import io.shiming.identity.ProductRecord;
import io.shiming.identity.number.ServiceNumber;
import io.shiming.identity.text.PostalAddress;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Who the contract is with: an individual, or an organisation through its handler. All values have passed their rules. */
public sealed interface Applicant permits Individual, OrganisationApplicant {

    /** What a blind index is made of: the contracts of one holder are found, and counted, by it. */
    String documentCanonical();

    /** How the document of the person at the counter was read. */
    CaptureMethod capture();

    /** With which device. */
    @Nullable
    String device();

    /** Whether the data include those of a child, which are sensitive as a whole (PIPL article 28). */
    boolean concernsAChild(LocalDate today);

    /**
     * Whether the number is an organisation's. Its lines count as the card of no person (regulation section 4, row 3).
     */
    boolean organisation();

    /** Whether only the register can tell that the document's number exists. */
    boolean failsACheck();

    /** Whether this is the applicant, or the person who signs in the applicant's place. */
    boolean actsThrough(CompanionRecord person);

    /** What is sealed. */
    IdentityRecord record(
            ServiceNumber line,
            @Nullable PostalAddress installation,
            @Nullable ProductRecord product,
            OnSiteEvidence evidence);
}
