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

    /** How the document of whoever stands at the counter was read. */
    CaptureMethod capture();

    /** With which device. */
    @Nullable
    String device();

    /** Whether somebody's data is sensitive as a whole, because that person is a child (PIPL article 28). */
    boolean concernsAChild(LocalDate today);

    /** Whether the number is an organisation's: such lines are nobody's cards (regulation section 4, row 3). */
    boolean organisation();

    /** Whether only the register can tell that the document's number exists. */
    boolean failsACheck();

    /** Whether this is the applicant, or whoever signs in the applicant's place. */
    boolean actsThrough(CompanionRecord person);

    /** What is sealed. */
    IdentityRecord record(
            ServiceNumber line,
            @Nullable PostalAddress installation,
            @Nullable ProductRecord product,
            OnSiteEvidence evidence);
}
