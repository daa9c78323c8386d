package io.shiming.registration.application;

import io.shiming.identity.CompanionRecord;
import io.shiming.identity.IdentityRecord;
import io.shiming.identity.OnSiteEvidence;
import io.shiming.identity.OrganisationRecord;
import io.shiming.identity.PresentedOrganisation;
import io.shiming.identity.ProductRecord;
import io.shiming.identity.number.ServiceNumber;
import io.shiming.identity.text.PostalAddress;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** An organisation, whose handler stands at the counter with a letter of authority (Order 25 article 8). */
final class OrganisationApplicant implements Applicant {
    final PresentedOrganisation organisation;
    private final Delegation delegation;

    private OrganisationApplicant(PresentedOrganisation organisation, Delegation delegation) {
        this.organisation = organisation;
        this.delegation = delegation;
    }

    static OrganisationApplicant of(
            OrganisationBlock given, Identification identification, Delegation.Needs needs, LocalDate today) {
        var organisation = identification.of(given);
        return new OrganisationApplicant(organisation, new Delegation(given, identification, needs, today));
    }

    @Override
    public String documentCanonical() {
        return organisation.document().canonical();
    }

    @Override
    public CaptureMethod capture() {
        return delegation.capture;
    }

    @Override
    public @Nullable String device() {
        return delegation.device;
    }

    @Override
    public boolean concernsAChild(LocalDate today) {
        return false; // handler and responsible person are adults, and no user is under sixteen
    }

    @Override
    public boolean organisation() {
        return true;
    }

    @Override
    public boolean failsACheck() {
        return organisation.document().failsACheck();
    }

    @Override
    public boolean actsThrough(CompanionRecord person) {
        return delegation.handler.documentNumber().equals(person.documentNumber());
    }

    CompanionRecord handler() {
        return delegation.handler;
    }

    @Override
    public IdentityRecord record(
            ServiceNumber line,
            @Nullable PostalAddress installation,
            @Nullable ProductRecord product,
            OnSiteEvidence evidence) {
        CompanionRecord handler = delegation.handler;
        var acting = OrganisationRecord.of(
                organisation.document(),
                delegation.authorizedFrom,
                delegation.authorizedUntil,
                delegation.responsible,
                delegation.user);
        return IdentityRecord.of(organisation, line, installation, handler, acting, product, evidence);
    }
}
