package io.shiming.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.shiming.fixture.ApiCallers;
import io.shiming.fixture.ApiReply;
import io.shiming.fixture.DealerStaff;
import io.shiming.fixture.RegistrationForms;
import io.shiming.fixture.RequestForm;
import io.shiming.fixture.Superuser;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Yes or no, and nothing else. */
@QuarkusTest
@Tag("PI-6")
@DisplayName("match")
class MatchTest {
    @Inject
    ApiCallers callers;

    @Inject
    DealerStaff staff;

    @Inject
    Superuser superuser;

    private RequestForm form;

    @BeforeEach
    void aSubscriberToMatch() {
        form = RegistrationForms.internet();
        callers.clerk().sign(form).mustBe(201);
    }

    @Test
    void eachAttributeIsYesOrNo() {
        // When
        var answer = match(
                form,
                Map.of(
                        "name",
                        form.text("subscriber.name"),
                        "documentNumber",
                        form.text("subscriber.document.number"),
                        "birthDate",
                        "1901-01-01",
                        "address",
                        form.text("subscriber.address") + "2"));
        // Then
        answer.mustBe(200);
        assertThat(answer.json().get("matches").toString())
                .isEqualTo("{\"name\":true,\"documentNumber\":true,\"birthDate\":false,\"address\":false}");
        assertThat(answer.json().size()).isEqualTo(2);
        answer.mustNotTell(form.personal());
    }

    @Test
    void anotherWritingOfTheNameIsTheName() {
        var name = form.text("subscriber.name");
        var wide = "  " + name;
        assertThat(match(form, Map.of("name", name)).text("/matches/name")).isEqualTo("true");
        assertThat(match(form, Map.of("name", wide)).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @Tag("case-B10")
    @CsvSource({
        "SEAN O'CONNOR, SEAN O’CONNOR",
        "SEAN O’CONNOR, Sean O'Connor",
        "ANNE-MARIE DOE, ANNE‐MARIE DOE",
        "ANNE‑MARIE DOE, anne–marie doe",
        "买买提·艾力, 买买提⋅艾力",
        "买买提·艾力, 买买提∙艾力"
    })
    void anotherSignOfItsKindIsTheSign(String registered, String claimed) {
        var named = RegistrationForms.internet().with("subscriber.name", registered);
        callers.clerk().sign(named).mustBe(201);
        assertThat(match(named, Map.of("name", claimed)).text("/matches/name")).isEqualTo("true");
        assertThat(match(named, Map.of("name", claimed + "X")).text("/matches/name"))
                .isEqualTo("false");
    }

    @ParameterizedTest
    @Tag("case-B11")
    @CsvSource({
        "birthDate, 19600317",
        "birthDate, 2026-13-45",
        "birthDate, ''",
        "documentNumber, ''",
        "documentNumber, 1101#",
        "name, ' '",
        "address, ''"
    })
    void impossibleValueIsRefusedRatherThanAnsweredNo(String attribute, String value) {
        match(form, Map.of(attribute, value)).mustRefuse(400, "INVALID_ARGUMENT");
    }

    @Test
    @Tag("case-B11")
    void aNumberMatchesInAnyWidthAndWithBlanks() {
        var number = form.text("subscriber.document.number");
        var wide = number.codePoints()
                .map(c -> c + 0xFEE0)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        for (var written :
                List.of(number.substring(0, 6) + " " + number.substring(6), wide, number.toLowerCase(Locale.ROOT)))
            assertThat(match(form, Map.of("documentNumber", written)).text("/matches/documentNumber"))
                    .isEqualTo("true");
    }

    @Test
    void unknownPersonAnswersNoForEveryAttribute() {
        var answer = match(RegistrationForms.internet(), Map.of("name", "测试", "address", "测试省"));
        answer.mustBe(200);
        assertThat(answer.json().get("matches").toString()).isEqualTo("{\"name\":false,\"address\":false}");
    }

    @Test
    void theLogHasWhatWasComparedAndNotWithWhat() {
        var answer = match(form, Map.of("name", form.text("subscriber.name")));
        var entry = superuser.texts(
                "SELECT convert_from(bytes, 'UTF8') FROM audit.entry WHERE entry_id = ?::uuid",
                answer.text("/receipt/entryId"));
        assertThat(entry.get(0))
                .contains("\"SUBJECT_MATCHED\"")
                .contains("\"fields\":[\"name\"]")
                .doesNotContain(form.text("subscriber.name"));
    }

    @Test
    void aPurposeThatIsNotThereMatchesNothing() {
        var question = DealerStaff.service(form).with("attributes.name", "测试");
        var clerk = staff.like("clerk-1").caller();
        clerk.post("/v1/match", question.with("purpose", "MARKETING").json()).mustRefuse(403, "PURPOSE_NOT_ALLOWED");
        clerk.post("/v1/match", question.without("attributes").json()).mustRefuse(422, "FIELD_REQUIRED");
        clerk.post("/v1/match", question.with("attributes.sex", "F").json()).mustRefuse(400, "INVALID_ARGUMENT");
        callers.auditor().post("/v1/match", question.json()).mustRefuse(403, "PERMISSION_DENIED");
    }

    private ApiReply match(RequestForm about, Map<String, String> attributes) {
        return staff.like("clerk-1")
                .caller()
                .post(
                        "/v1/match",
                        DealerStaff.service(about)
                                .with("attributes", attributes)
                                .json());
    }
}
