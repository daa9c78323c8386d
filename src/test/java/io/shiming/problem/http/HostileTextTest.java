package io.shiming.problem.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.shiming.fixture.ApiCallers;
import io.shiming.fixture.ApiReply;
import io.shiming.fixture.Dealership;
import io.shiming.fixture.InParallel;
import io.shiming.fixture.OrganisationForms;
import io.shiming.fixture.RegistrationForms;
import io.shiming.fixture.RequestForm;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Strings that broke other people's systems, in every text field: an answer of ours, never a failure. */
@QuarkusTest
class HostileTextTest {
    private static final List<String> OURS = List.of(
            "",
            " ",
            "\u0000",
            "a\u0000b",
            "\uD800", // a lone surrogate, as JSON can spell it
            "\uDC00\uD800",
            "' OR 1=1 --",
            "\\",
            "%s%n%x",
            "../../etc/passwd",
            "\r\nx-injected: 1",
            "x".repeat(5_000),
            "\u6D4B".repeat(300),
            "9".repeat(64),
            "-1",
            "0001-01-01",
            "+999999999-12-31",
            "9999-12-31T23:59:59.999999999Z");

    @Inject
    ApiCallers callers;

    @Test
    void noFieldOfASigningMakesTheServiceFail() throws IOException {
        var clerk = callers.clerk();
        tryEverywhere(RegistrationForms.internetByPassport().with("capture.device", "READER-1"), clerk::sign);
    }

    @Test
    void noFieldOfAnOrganisationsSigningMakesTheServiceFail() throws IOException {
        var line = RegistrationForms.fixed()
                .with("service.productClass", "switchboard")
                .with("service.use", "客服热线");
        tryEverywhere(OrganisationForms.fresh().signs(line), callers.clerk()::sign);
    }

    @Test
    void noFieldOfAWriteOfTheOfficeMakesTheServiceFail() throws IOException {
        var shop = Dealership.of(callers);
        tryEverywhere(shop.terms(), terms -> shop.put("dealers/D-HOSTILE", terms));
        tryEverywhere(shop.shop(), terms -> shop.put("stores/S-HOSTILE", terms));
        tryEverywhere(shop.enrolment().with("status", "LEFT"), terms -> shop.put("clerks/hostile", terms));
        for (var path :
                List.of("dealers/%00", "stores/%E6%B5%8B", "clerks/a%20b", "blacklist/clerk/%00", "clerks/..%2F")) {
            mustBeAnAnswer(shop.put(path, shop.terms()));
        }
    }

    @Test
    void noFieldOfALookupMakesTheServiceFail() throws IOException {
        var auditor = callers.auditor();
        var audit = RegistrationForms.audit(RegistrationForms.internet()).with("caseRef", "CASE-1");
        var byDocument = audit.without("line")
                .with("document", Map.of("type", "PPT_F", "number", "T0000001", "issuingCountry", "UTO"));
        tryEverywhere(audit, auditor::lookUp);
        tryEverywhere(byDocument, auditor::lookUp);
        tryEverywhere(RequestForm.empty().with("registrationId", "x").with("fields", List.of("x")), auditor::lookUp);
    }

    @Test
    void noFieldOfALineQuestionOrASearchMakesTheServiceFail() throws IOException {
        tryEverywhere(RegistrationForms.line(RegistrationForms.mobile()), callers.provisioning()::lineStatus);
        var search = RequestForm.empty();
        for (var field :
                List.of("from", "to", "actor", "act", "store", "purpose", "decision", "registrationId", "after")) {
            search = search.with(field, "x");
        }
        tryEverywhere(search, question -> callers.auditor().post("/v1/audit/search", question.json()));
    }

    private static void tryEverywhere(RequestForm form, Function<RequestForm, ApiReply> call) throws IOException {
        var tries = new ArrayList<RequestForm>();
        for (var place : places(form.json(), "")) {
            hostile().forEach(text -> tries.add(form.with(place, text)));
        }
        int callers = 8;
        InParallel.run(callers, caller -> {
            for (int i = caller; i < tries.size(); i += callers) {
                mustBeAnAnswer(call.apply(tries.get(i)));
            }
            return null;
        });
    }

    private static void mustBeAnAnswer(ApiReply answer) {
        assertThat(answer.status()).as(answer.body()).isLessThan(500);
        if (answer.status() >= 400) {
            answer.mustHaveErrorShape();
        }
        assertThat(answer.headers()).doesNotContain("x-injected");
    }

    private static List<String> places(JsonNode node, String above) {
        var places = new ArrayList<String>();
        node.fields().forEachRemaining(field -> {
            if (field.getValue().isTextual()) {
                places.add(above + field.getKey());
            } else {
                places.addAll(places(field.getValue(), above + field.getKey() + "."));
            }
        });
        return places;
    }

    private static List<String> hostile() throws IOException {
        try (var vectors = HostileTextTest.class.getResourceAsStream("/vectors/names/unicode_names.json")) {
            var texts = new ArrayList<>(OURS);
            new JsonMapper().readTree(vectors).path("names").forEach(each -> {
                if (each.path("expect").asText().equals("reject")) {
                    texts.add(each.path("value").asText());
                }
            });
            return texts;
        }
    }
}
