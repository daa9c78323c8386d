package io.shiming.identity;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.shiming.identity.document.DocumentNumber;
import io.shiming.identity.document.IssuingState;
import io.shiming.identity.name.PersonName;
import io.shiming.identity.number.ServiceNumber;
import io.shiming.identity.text.PostalAddress;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The stored form; version 1 had nothing behind the installation address. Dates are {@code YYYY-MM-DD}. A member that only a
 * later release knows is passed over: two releases read one table.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record StoredIdentity(
        int v,
        String name,
        String documentType,
        String documentNumber,
        String issuingCountry,
        @Nullable String issuedOn,
        String expiresOn,
        @Nullable String birthDate,
        String address,
        String serviceNumber,
        @Nullable String installationAddress,
        @Nullable String registerPage,
        @Nullable String settledIn,
        @Nullable String reviewer,
        @Nullable String livePhoto,
        PersonMatch.@Nullable Stored match,
        @Nullable CompanionRecord companion,
        @Nullable OrganisationRecord organisation,
        @Nullable ProductRecord product,
        @Nullable CompanionRecord giver) {
    private static final int VERSION = 2; // raised with each new member
    private static final ObjectMapper JSON =
            new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    static StoredIdentity read(byte[] bytes) {
        try {
            return JSON.readValue(bytes, StoredIdentity.class);
        } catch (IOException unreadable) {
            // The parser's message would quote what it read.
            throw new UncheckedIOException(new IOException("an identity record does not read"));
        }
    }

    byte[] written() {
        try {
            return JSON.writeValueAsBytes(this);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    @Override
    public String toString() {
        return "StoredIdentity[withheld]";
    }

    static StoredIdentity of(
            PresentedPerson subscriber,
            ServiceNumber line,
            @Nullable PostalAddress installation,
            @Nullable CompanionRecord companion,
            @Nullable ProductRecord product,
            OnSiteEvidence evidence) {
        var document = subscriber.document();
        var number = document.number();
        return new StoredIdentity(
                VERSION,
                subscriber.name().verbatim(),
                number.type().name(),
                number.verbatim(),
                number.issuingCountry(),
                document.issuedOn().map(LocalDate::toString).orElse(null),
                document.validity().text(),
                subscriber.bornOn().toString(),
                subscriber.address().verbatim(),
                line.canonical(),
                installation == null ? null : installation.verbatim(),
                subscriber.registerPage().orElse(null),
                subscriber.settledIn().orElse(null),
                evidence.reviewer(),
                evidence.livePhoto(),
                evidence.match() == null ? null : evidence.match().stored(),
                companion,
                null,
                product,
                null);
    }

    static StoredIdentity of(
            PresentedOrganisation subscriber,
            ServiceNumber line,
            @Nullable PostalAddress installation,
            CompanionRecord handler,
            OrganisationRecord organisation,
            @Nullable ProductRecord product,
            OnSiteEvidence evidence) {
        var document = subscriber.document();
        return new StoredIdentity(
                VERSION,
                subscriber.name().verbatim(),
                document.type().name(),
                document.verbatim(),
                IssuingState.CHINA,
                document.issuedOn().map(LocalDate::toString).orElse(null),
                document.validity().text(),
                null,
                subscriber.address().verbatim(),
                line.canonical(),
                installation == null ? null : installation.verbatim(),
                null,
                null,
                evidence.reviewer(),
                evidence.livePhoto(),
                evidence.match() == null ? null : evidence.match().stored(),
                handler,
                organisation,
                product,
                null);
    }

    static StoredIdentity legacy(
            @Nullable PersonName name,
            DocumentNumber document,
            @Nullable PostalAddress address,
            ServiceNumber line,
            @Nullable PostalAddress installation) {
        return new StoredIdentity(
                VERSION,
                name == null ? "" : name.verbatim(),
                document.type().name(),
                document.verbatim(),
                document.issuingCountry(),
                null,
                "",
                document.bornOn().map(LocalDate::toString).orElse(null),
                address == null ? "" : address.verbatim(),
                line.canonical(),
                installation == null ? null : installation.verbatim(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    /** What a document need not show stays as it is, unless the document has another term now. */
    StoredIdentity corrected(PresentedPerson subscriber) {
        if (v > VERSION) { // a newer release wrote it; members that are unknown here would be lost
            throw Problem.of(Code.UNAVAILABLE);
        }
        var document = subscriber.document();
        var number = document.number();
        boolean sameIssue = document.validity().text().equals(expiresOn);
        return new StoredIdentity(
                VERSION,
                subscriber.name().verbatim(),
                number.type().name(),
                number.verbatim(),
                number.issuingCountry(),
                document.issuedOn().map(LocalDate::toString).orElse(sameIssue ? issuedOn : null),
                document.validity().text(),
                subscriber.bornOn().toString(),
                subscriber.address().verbatim(),
                serviceNumber,
                installationAddress,
                subscriber.registerPage().orElse(sameIssue ? registerPage : null),
                subscriber.settledIn().orElse(sameIssue ? settledIn : null),
                reviewer,
                livePhoto,
                match,
                companion,
                organisation,
                product,
                giver);
    }

    /** Only what a subscriber's document shows can differ between two versions of a record. */
    List<String> differencesFrom(StoredIdentity earlier) {
        var own = ofDocument();
        var theirs = earlier.ofDocument();
        return own.keySet().stream()
                .filter(field -> !Objects.equals(own.get(field), theirs.get(field)))
                .toList();
    }

    private Map<String, @Nullable String> ofDocument() {
        var shown = new LinkedHashMap<String, @Nullable String>();
        shown.put("name", name);
        shown.put("documentType", documentType);
        shown.put("documentNumber", documentNumber);
        shown.put("issuingCountry", issuingCountry);
        shown.put("issuedOn", issuedOn);
        shown.put("expiresOn", expiresOn);
        shown.put("birthDate", birthDate);
        shown.put("address", address);
        shown.put("registerPage", registerPage);
        shown.put("settledIn", settledIn);
        return shown;
    }

    StoredIdentity givenBy(CompanionRecord acting) {
        return new StoredIdentity(
                v,
                name,
                documentType,
                documentNumber,
                issuingCountry,
                issuedOn,
                expiresOn,
                birthDate,
                address,
                serviceNumber,
                installationAddress,
                registerPage,
                settledIn,
                reviewer,
                livePhoto,
                match,
                companion,
                organisation,
                product,
                acting);
    }
}
