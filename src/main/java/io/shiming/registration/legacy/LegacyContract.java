package io.shiming.registration.legacy;

import io.shiming.access.Actor;
import io.shiming.identity.IdentityRecord;
import io.shiming.identity.day.StatutoryDay;
import io.shiming.identity.document.DocumentNumber;
import io.shiming.identity.document.DocumentType;
import io.shiming.identity.name.PersonName;
import io.shiming.identity.number.ServiceNumber;
import io.shiming.identity.text.PostalAddress;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import io.shiming.registration.application.RequestText;
import io.shiming.registration.application.ServiceType;
import io.shiming.registration.application.SigningRequest;
import io.shiming.registration.integrity.BoundRows;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A contract from before the duty of true identity, as far as the old records tell. No check has confirmed it. */
final class LegacyContract {
    /** Order 25 is in force from this day. A person who signed later was registered at the signing. */
    private static final LocalDate DUTY = LocalDate.of(2013, 9, 1);

    final String contractRef;
    final ServiceType service;
    final ServiceNumber line;
    final DocumentNumber document;
    final Instant since;

    private final @Nullable PersonName name;
    private final @Nullable PostalAddress address;
    private final @Nullable PostalAddress installation;

    LegacyContract(LegacyRequest request, LocalDate today) {
        contractRef = RequestText.reference(request.contractRef(), "/contractRef", Code.CONTRACT_REQUIRED);
        var start = RequestText.date(
                RequestText.required(request.serviceStart(), "/serviceStart", Code.FIELD_REQUIRED), "/serviceStart");
        if (start == null || !start.isBefore(DUTY)) {
            throw Problem.of(Code.OUT_OF_RANGE).at("/serviceStart");
        }
        since = StatutoryDay.startOf(start);
        var asked = request.service() == null ? SigningRequest.Service.NONE : request.service();
        service = Problem.at("/service", () -> ServiceType.of(asked.type()));
        line = Problem.at("/service", () -> service.line(asked.number(), asked.accessAccount()));
        installation = address(asked.installationAddress(), "/service/installationAddress");
        if (request.subscriber() == null || request.subscriber().document() == null) {
            throw Problem.of(Code.DOCUMENT_REQUIRED).at("/subscriber/document");
        }
        var given = request.subscriber().document();
        document = Problem.at(
                "/subscriber/document",
                () -> DocumentNumber.of(
                        DocumentType.of(RequestText.required(given.type(), "/type", Code.DOCUMENT_REQUIRED)),
                        RequestText.required(given.number(), "/number", Code.DOCUMENT_REQUIRED),
                        given.issuingCountry(),
                        today));
        var spelled = request.subscriber().name();
        name = spelled == null ? null : Problem.at("/subscriber/name", () -> PersonName.fromRegister(spelled));
        address = address(request.subscriber().address(), "/subscriber/address");
    }

    /** The names of what is missing; a check by the authority always is. */
    List<String> missing() {
        var missing = new ArrayList<String>();
        if (name == null) missing.add("name");
        if (address == null) missing.add("address");
        missing.add("verification");
        return missing;
    }

    /** What is sealed. */
    IdentityRecord identity() {
        return IdentityRecord.legacy(name, document, address, line, installation);
    }

    /** The columns that it states; no dealer and no store has signed it. */
    SortedMap<String, String> columns(Actor actor, UUID publicId) {
        var columns = new TreeMap<String, String>();
        columns.put("public_id", publicId.toString());
        columns.put("contract_ref", contractRef);
        columns.put("event", "legacy_import");
        columns.put("service_type", service.label());
        for (String unknown : List.of("capture_method", "dealer_code", "store_code")) columns.put(unknown, "legacy");
        columns.put("clerk", actor.actor());
        columns.put("signed_at", BoundRows.time(since));
        return columns;
    }

    private static @Nullable PostalAddress address(@Nullable String text, String field) {
        return text == null ? null : Problem.at(field, () -> PostalAddress.of(text));
    }
}
