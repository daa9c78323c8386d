package io.shiming.registration.application;

import io.shiming.identity.CompanionRecord;
import io.shiming.identity.IdentityRecord;
import io.shiming.identity.OnSiteEvidence;
import io.shiming.identity.PresentedPerson;
import io.shiming.identity.ProductRecord;
import io.shiming.identity.day.FullYears;
import io.shiming.identity.number.ServiceNumber;
import io.shiming.identity.text.PostalAddress;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** A natural person, alone, with a guardian or through an agent. */
final class Individual implements Applicant {
    private static final int CHILD = 14; // PIPL article 31

    private final PresentedPerson subscriber;
    private final @Nullable CompanionRecord companion;
    private final CaptureMethod capture;
    private final @Nullable String device;

    private Individual(
            PresentedPerson subscriber,
            @Nullable CompanionRecord companion,
            CaptureMethod capture,
            @Nullable String device) {
        this.subscriber = subscriber;
        this.companion = companion;
        this.capture = capture;
        this.device = device;
    }

    static Individual of(
            SigningRequest request, ServiceType service, Identification identification, Companions companions) {
        var subscriber = Problem.at("/subscriber", () -> identification.of(request.subscriber()));
        var shown = request.subscriber() == null ? null : request.subscriber().document();
        var capture = Problem.at("/capture", () -> identification.captured(request.capture(), shown, subscriber));
        return new Individual(
                subscriber,
                companions.of(request, service, subscriber),
                capture,
                device(request.capture(), "/capture/device"));
    }

    static @Nullable String device(PartyBlocks.@Nullable Capture capture, String field) {
        return capture == null || capture.device() == null
                ? null
                : RequestText.reference(capture.device(), field, Code.INVALID_ARGUMENT);
    }

    static boolean child(LocalDate bornOn, LocalDate today) {
        return FullYears.stillUnder(CHILD, bornOn, today);
    }

    @Override
    public String documentCanonical() {
        return subscriber.document().number().canonical();
    }

    @Override
    public CaptureMethod capture() {
        return capture;
    }

    @Override
    public @Nullable String device() {
        return device;
    }

    @Override
    public boolean concernsAChild(LocalDate today) {
        return child(subscriber.bornOn(), today);
    }

    @Override
    public boolean organisation() {
        return false;
    }

    @Override
    public boolean failsACheck() {
        return false; // such a number is refused
    }

    @Override
    public boolean actsThrough(CompanionRecord person) {
        return subscriber.document().number().verbatim().equals(person.documentNumber())
                || (companion != null && companion.documentNumber().equals(person.documentNumber()));
    }

    @Override
    public IdentityRecord record(
            ServiceNumber line,
            @Nullable PostalAddress installation,
            @Nullable ProductRecord product,
            OnSiteEvidence evidence) {
        return IdentityRecord.of(subscriber, line, installation, companion, product, evidence);
    }
}
