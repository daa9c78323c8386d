package io.shiming.lookup.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.shiming.access.policy.Field;
import io.shiming.audit.LegalBasis;
import io.shiming.audit.Purpose;
import io.shiming.identity.Reference;
import io.shiming.identity.ReferenceForm;
import io.shiming.identity.day.StatutoryDay;
import io.shiming.lookup.StatedPurpose;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import io.shiming.vault.RecipientKey;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an export is, checked; its text is what both persons decide on. The parameters are those of the request. */
record ExportTerms(
        Purpose purpose,
        LegalBasis legalBasis,
        List<Field> fields,
        LocalDate signedFrom,
        LocalDate signedTo,
        @Nullable String serviceType,
        @Nullable String dealer,
        boolean minors,
        boolean spreadsheet,
        String recipient,
        String recipientKey) {
    private static final ObjectMapper JSON =
            JsonMapper.builder().addModule(new JavaTimeModule()).build();

    /** Of a request that keeps its constraints; what these cannot say is refused here. */
    static ExportTerms of(ExportRequest request) {
        var why = StatedPurpose.of(request.purpose(), request.legalBasis(), null);
        var from = request.signedFrom();
        var to = request.signedTo();
        if (to.isBefore(from)) {
            throw Problem.of(Code.OUT_OF_RANGE).at("/signedTo");
        }
        var key = request.recipientKey();
        if (RecipientKey.read(key).isEmpty()) {
            throw Problem.of(Code.INVALID_ARGUMENT).at("/recipientKey");
        }
        var dealer = request.dealer();
        return new ExportTerms(
                why.purpose(),
                why.basis(),
                fields(request),
                from,
                to,
                request.serviceType(),
                dealer == null
                        ? null
                        : Problem.at("/dealer", () -> Reference.of(ReferenceForm.EXPORTED_DEALER, dealer)),
                Boolean.TRUE.equals(request.minors()),
                Boolean.TRUE.equals(request.spreadsheet()),
                Problem.at("/recipient", () -> Reference.of(ReferenceForm.RECIPIENT, request.recipient())),
                key);
    }

    static ExportTerms read(String text) {
        try {
            return JSON.readValue(text, ExportTerms.class);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("terms that were written do not read");
        }
    }

    String text() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("terms do not write");
        }
    }

    Set<Field> fieldSet() {
        return EnumSet.copyOf(fields);
    }

    RecipientKey key() {
        return RecipientKey.read(recipientKey).orElseThrow();
    }

    Instant from() {
        return StatutoryDay.startOf(signedFrom);
    }

    Instant until() {
        return StatutoryDay.startOf(signedTo.plusDays(1));
    }

    private static List<Field> fields(ExportRequest request) {
        var asked = request.fields();
        if (asked.size() > Field.values().length) {
            throw Problem.of(Code.FIELD_REQUIRED).at("/fields");
        }
        return List.copyOf(EnumSet.copyOf(asked));
    }
}
