package io.shiming.problem.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.shiming.fixture.ApiCallers;
import io.shiming.fixture.RegistrationForms;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In which language a refusal speaks to the applicant, and that the rest of the answer does not change. */
@QuarkusTest
class HelpLanguageTest {
    @Inject
    ApiCallers callers;

    @Test
    void anApplicantIsToldInChineseWhereTheCallerAsks() {
        // Given
        var form = RegistrationForms.mobile().without("notice");
        // When
        var english = callers.clerk().sign(form).mustRefuse(422, "NOTICE_REQUIRED");
        var chinese = callers.clerk()
                .with("Accept-Language", "zh-CN,zh;q=0.9,en;q=0.8")
                .sign(form)
                .mustRefuse(422, "NOTICE_REQUIRED");
        // Then
        assertThat(english.text("/reason"))
                .isEqualTo(
                        "The rules on collecting and using personal data must be shown before the contract is signed.");
        assertThat(english.headers()).contains("Content-Language=en", "Vary=Accept-Language");
        assertThat(chinese.text("/reason")).contains("个人信息");
        assertThat(chinese.text("/appeal")).contains("申诉");
        assertThat(chinese.text("/message")).isEqualTo(english.text("/message"));
        assertThat(chinese.headers()).contains("Content-Language=zh", "Vary=Accept-Language");
    }

    /** JDK 17 fails otherwise than it says on a language range that is only hyphens. */
    @ParameterizedTest
    @ValueSource(strings = {"-", "--", "en,-", "-;q=1", "zh;q=x", ";", "*"})
    void aMalformedLanguageIsEnglishAndTheRefusalIsEntered(String language) {
        var refused = callers.clerk()
                .with("Accept-Language", language)
                .sign(RegistrationForms.mobile().without("notice"))
                .mustRefuse(422, "NOTICE_REQUIRED");
        assertThat(refused.headers()).contains("Content-Language=en", "Audit-Entry=");
    }

    @Test
    void whatTellsAnApplicantNothingHasNoLanguage() {
        var answer =
                callers.clerk().with("Accept-Language", "zh").get("/v1/alarms").mustRefuse(403, "PERMISSION_DENIED");
        assertThat(answer.headers()).doesNotContain("Content-Language", "Vary");
    }
}
