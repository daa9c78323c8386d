package io.shiming.registration.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.shiming.fixture.ApiCallers;
import io.shiming.fixture.RegistrationForms;
import jakarta.inject.Inject;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether the person at the counter is the document's holder. */
@QuarkusTest
@DisplayName("the person and the document")
class SeenAtTheCounterTest {
    @Inject
    ApiCallers callers;

    @Test
    @DisplayName("a photo is taken on site for a mobile number")
    @Tag("N-6")
    void aMobileNumberWithoutALivePhotoIsRefused() {
        callers.clerk()
                .sign(RegistrationForms.mobile().without("livePhoto"))
                .mustRefuse(422, "LIVE_PHOTO_REQUIRED")
                .mustHelp();
    }

    @Test
    @DisplayName("faces are compared for a mobile number")
    @Tag("N-10")
    void aMobileNumberWithoutAComparisonIsRefused() {
        callers.clerk()
                .sign(RegistrationForms.mobile().without("match"))
                .mustRefuse(422, "FACE_MATCH_REQUIRED")
                .mustHelp();
    }

    @ParameterizedTest
    @DisplayName("another person's document")
    @ValueSource(strings = {"face", "clerk"})
    @Tag("R-10c")
    void impersonationIsRefused(String by) {
        var failed = RegistrationForms.mobile().with("match.by", by).with("match.result", "fail");
        callers.clerk().sign(failed).mustRefuse(422, "IMPERSONATION").mustHelp();
        var reviewed = callers.clerk().with("Second-Reviewer", callers.token("clerk-3"));
        reviewed.sign(failed).mustRefuse(422, "IMPERSONATION");
    }

    @Test
    @DisplayName("for every service, where people were compared")
    @Tag("R-10c")
    void impersonationIsRefusedForAFixedLine() {
        var failed = RegistrationForms.fixed().with("match.by", "clerk").with("match.result", "fail");
        callers.clerk().sign(failed).mustRefuse(422, "IMPERSONATION").mustHelp();
    }

    @ParameterizedTest
    @DisplayName("where a device cannot tell, two people do")
    @CsvSource({"face, manual", "clerk, pass", "clerk, manual"})
    @Tag("N-10")
    @Tag("FA-1")
    void aComparisonByPeopleNeedsTwoOfThem(String by, String result) {
        var form = RegistrationForms.mobile().with("match.by", by).with("match.result", result);
        var alone = callers.clerk().sign(form).mustBe(202);
        assertThat(alone.text("/status") + alone.text("/mayActivate")).isEqualTo("REVIEWfalse");
        callers.clerk()
                .with("Second-Reviewer", callers.token("clerk-3"))
                .sign(RegistrationForms.mobile().with("match.by", by).with("match.result", result))
                .mustBe(201);
    }

    @ParameterizedTest
    @DisplayName("a result that can be none")
    @CsvSource({
        "by, thumb, 400, INVALID_ARGUMENT",
        "result, perhaps, 400, INVALID_ARGUMENT",
        "vendor, '<script>', 400, INVALID_ARGUMENT",
        "score, 101, 400, OUT_OF_RANGE",
        "score, -1, 400, OUT_OF_RANGE"
    })
    @Tag("N-10")
    void aResultThatCanBeNoneIsRefused(String field, String value, int status, String code) {
        Object sent = field.equals("score") ? Integer.valueOf(value) : value;
        callers.clerk()
                .sign(RegistrationForms.mobile().with("match." + field, sent))
                .mustRefuse(status, code);
    }

    @ParameterizedTest
    @DisplayName("a result without its parts")
    @ValueSource(strings = {"by", "result", "vendor"})
    @Tag("N-10")
    void aResultWithoutItsPartsIsRefused(String field) {
        callers.clerk()
                .sign(RegistrationForms.mobile().without("match." + field))
                .mustRefuse(422, "FIELD_REQUIRED");
    }

    @Test
    @DisplayName("a template is no result")
    @Tag("FA-1")
    void aTemplateMayNotBeSent() {
        callers.clerk()
                .sign(RegistrationForms.mobile().with("match.template", "CANARY"))
                .mustRefuse(422, "FIELD_NOT_ALLOWED");
    }
}
