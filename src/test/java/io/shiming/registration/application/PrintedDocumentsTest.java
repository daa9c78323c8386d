package io.shiming.registration.application;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.shiming.fixture.ApiCallers;
import io.shiming.fixture.RegistrationForms;
import io.shiming.fixture.RequestForm;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Names, zones and states as documents print them; the inputs of {@code cases/*.tsv}, all of synthetic people. */
@QuarkusTest
@Tag("R-7.3")
@Tag("R-7.4")
@Tag("R-7.5")
@Tag("R-9a")
@DisplayName("as printed")
class PrintedDocumentsTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String STATE = "subscriber.document.issuingCountry";

    @Inject
    ApiCallers callers;

    /** A line of a file: what it shows, and a form with its name and document. */
    record Case(String label, RequestForm form) {
        @Override
        public String toString() {
            return label;
        }
    }

    static Stream<Case> passports() {
        return cases("passports", "mrz");
    }

    static Stream<Case> permits() {
        return cases("permits", null);
    }

    static Stream<Case> statuses() {
        return cases("status", "mrz");
    }

    static Stream<Case> cards() {
        return cases("cards", null);
    }

    @ParameterizedTest
    @MethodSource("passports")
    @Tag("case-B4")
    @Tag("case-B7")
    void aPassportsNameIsRecordedAsItIsPrinted(Case passport) {
        signedVerbatim(passport.form);
    }

    @ParameterizedTest
    @MethodSource("permits")
    @Tag("case-B3")
    @Tag("case-B4")
    @Tag("case-B5")
    @Tag("case-B8")
    void aPermitsNameIsRecordedAsItsReaderDeliversIt(Case permit) {
        if (permit.label.startsWith("issuingCountry DE")) {
            callers.clerk()
                    .sign(permit.form)
                    .mustRefuse(422, "ISSUING_STATE_UNKNOWN")
                    .mustHelp();
            return;
        }
        signedVerbatim(permit.form);
    }

    @ParameterizedTest
    @MethodSource("statuses")
    @Tag("case-B1")
    @Tag("case-B2")
    void aTravelDocumentThatIsClosedIsRefusedWithItsPart(Case document) {
        var refusal = callers.clerk().sign(document.form).mustRefuse(422, "DOC_TYPE_NOT_ACCEPTED");
        refusal.mustHelp();
        assertThat(refusal.text("/rule")).startsWith("travel-document-");
        refusal.mustNotTell(List.of(document.form.text("subscriber.document.number")));
    }

    @ParameterizedTest
    @MethodSource("cards")
    @Tag("case-B13")
    @Tag("case-B14")
    void aNameThatNoCardShowsIsRefusedWithTheRemedy(Case card) {
        var refusal = callers.clerk().sign(card.form);
        if (card.label.startsWith("PUA")) {
            refusal.mustRefuse(422, "NAME_PRIVATE_USE").mustHelp();
            assertThat(refusal.text("/remedy")).contains("U+4DAE");
        } else {
            refusal.mustRefuse(422, "NAME_INVALID").mustHelp();
        }
        if (card.label.startsWith("dot U+")) {
            assertThat(refusal.text("/rule")).isEqualTo("middle-dot");
            assertThat(refusal.text("/remedy")).contains("U+00B7");
        }
        refusal.mustNotTell(List.of(card.form.text("subscriber.name")));
    }

    @Test
    @Tag("case-B13")
    void anAddressWithAPrivateUseCharacterHasACodeOfItsOwn() {
        var form = RegistrationForms.internet().with("subscriber.address", "测试省\uE81E市1号");
        var refusal = callers.clerk().sign(form).mustRefuse(422, "ADDRESS_PRIVATE_USE");
        refusal.mustHelp();
        assertThat(refusal.text("/remedy")).contains("U+9FB4");
        callers.clerk()
                .sign(RegistrationForms.internet().with("service.installationAddress", "测试省\uF000市1号"))
                .mustRefuse(422, "ADDRESS_PRIVATE_USE")
                .mustHelp();
    }

    @ParameterizedTest
    @CsvSource({"\uD835\uDC00nna Test, letter-form", "Anna ﷺ, letter-form", "A\u0301\u0302\u0303nna Test, stacked-marks"
    })
    @Tag("case-B6")
    void aDecoratedNameIsRefused(String name, String rule) {
        var refusal = callers.clerk()
                .sign(RegistrationForms.internetByPassport()
                        .without("subscriber.document.mrz")
                        .with("subscriber.name", name))
                .mustRefuse(422, "NAME_INVALID");
        refusal.mustHelp();
        assertThat(refusal.text("/rule")).isEqualTo(rule);
    }

    @Test
    @Tag("case-B2")
    void aPassportThatIsTypedWithoutItsZoneIsSeenByASecondPerson() {
        var typed = RegistrationForms.internetByPassport().with("capture.method", "manual");
        callers.clerk().sign(typed).mustBe(201);
        var blind = RegistrationForms.internetByPassport()
                .with("capture.method", "manual")
                .without("subscriber.document.mrz");
        assertThat(callers.clerk().sign(blind).mustBe(202).text("/status")).isEqualTo("REVIEW");
    }

    @Test
    @Tag("case-B8")
    void aHolderIsOnePersonWhicheverWayTheStateIsWritten() {
        var form = RegistrationForms.internetByPassport()
                .without("subscriber.document.mrz")
                .with(STATE, "D");
        callers.clerk().sign(form).mustBe(201);
        for (var state : List.of("D", "DEU")) {
            var document =
                    Map.of("type", "PPT_F", "number", form.text("subscriber.document.number"), "issuingCountry", state);
            var found = callers.auditor()
                    .lookUp(RegistrationForms.audit(form).without("line").with("document", document));
            found.mustBe(200);
        }
        var unknown = Map.of("type", "PPT_F", "number", "C01X00T47", "issuingCountry", "GER");
        callers.auditor()
                .lookUp(RegistrationForms.audit(form).without("line").with("document", unknown))
                .mustRefuse(422, "ISSUING_STATE_UNKNOWN");
    }

    private void signedVerbatim(RequestForm form) {
        callers.clerk().sign(form).mustBe(201);
        var found = callers.auditor().lookUp(RegistrationForms.audit(form).with("fields", List.of("name")));
        assertThat(found.mustBe(200).text("/subscriber/name")).isEqualTo(form.text("subscriber.name"));
    }

    /** Columns: label, name, the method of capture unless all of a file have one, document. */
    private static Stream<Case> cases(String file, @org.jspecify.annotations.Nullable String method) {
        try (var lines = PrintedDocumentsTest.class.getResourceAsStream("/cases/" + file + ".tsv")) {
            return new String(lines.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .map(line -> line.split("\t", -1))
                            .map(columns -> new Case(
                                    columns[0],
                                    form(
                                            columns[1],
                                            method == null ? columns[2] : method,
                                            columns[columns.length - 1])))
                            .toList()
                            .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RequestForm form(String name, String method, String document) {
        var bare = RegistrationForms.fixed()
                .without("capture")
                .with("subscriber.name", name)
                .with("subscriber.document", json(document))
                .with("capture.method", method);
        return method.equals("reader") ? bare.with("capture.device", "READER-1") : bare;
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
