package io.shiming.lookup;

import io.shiming.identity.NumberNeighbours;
import io.shiming.identity.day.StatutoryDay;
import io.shiming.identity.document.DocumentKind;
import io.shiming.identity.document.DocumentNumber;
import io.shiming.identity.document.DocumentType;
import io.shiming.identity.document.OrganisationDocument;
import io.shiming.identity.document.OrganisationDocumentType;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import io.shiming.problem.UuidText;
import io.shiming.registration.application.ServiceType;
import io.shiming.vault.IndexKind;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a lookup looks for: exactly one of a line, now or at a time, a document and a registration. */
public final class Target {
    public final @Nullable IndexKind kind;
    public final String canonical;
    public final @Nullable UUID registration;

    /** When the line was held; null for now. */
    public final @Nullable HeldTime held;

    /** Which version of the identity is meant; null for the latest. */
    public final @Nullable Integer version;

    private Target(@Nullable IndexKind kind, String canonical, @Nullable UUID registration, @Nullable HeldTime held) {
        this(kind, canonical, registration, held, null);
    }

    private Target(
            @Nullable IndexKind kind,
            String canonical,
            @Nullable UUID registration,
            @Nullable HeldTime held,
            @Nullable Integer version) {
        this.kind = kind;
        this.canonical = canonical;
        this.registration = registration;
        this.held = held;
        this.version = version;
    }

    /** The same, with this version of the identity. */
    Target ofVersion(@Nullable Integer wanted) {
        return new Target(kind, canonical, registration, held, wanted);
    }

    public static Target of(TargetRequest request, Clock clock) {
        long given = Stream.of(request.line(), request.document(), request.registrationId())
                .filter(Objects::nonNull)
                .count();
        if (given != 1) {
            throw Problem.of(Code.INVALID_ARGUMENT);
        }
        var held = HeldTime.of(request, clock);
        if (request.line() != null) {
            var line = request.line();
            return Problem.at("/line", () -> line(line, held));
        }
        var document = request.document();
        return document != null
                ? Problem.at("/document", () -> document(document, StatutoryDay.of(clock.instant())))
                : new Target(null, "", UuidText.inBody(request.registrationId(), "/registrationId"), null);
    }

    /** The numbers or accounts before and after this one: a caller who asks for one after the other browses. */
    List<String> neighbours() {
        return kind == IndexKind.NUMBER ? NumberNeighbours.of(canonical) : List.of();
    }

    private static Target line(TargetRequest.Line line, @Nullable HeldTime held) {
        var type = ServiceType.of(line.type());
        return new Target(
                IndexKind.NUMBER, type.line(line.number(), line.accessAccount()).canonical(), null, held);
    }

    private static Target document(TargetRequest.Document document, LocalDate today) {
        if (document.type() == null || document.number() == null) {
            throw Problem.of(Code.FIELD_REQUIRED).at(document.type() == null ? "/type" : "/number");
        }
        if (DocumentKind.named(document.type()) instanceof OrganisationDocumentType documentType) {
            return new Target(
                    IndexKind.DOCUMENT, OrganisationDocument.canonical(documentType, document.number()), null, null);
        }
        var number = DocumentNumber.of(
                DocumentType.of(document.type()), document.number(), document.issuingCountry(), today);
        return new Target(IndexKind.DOCUMENT, number.canonical(), null, null);
    }
}
