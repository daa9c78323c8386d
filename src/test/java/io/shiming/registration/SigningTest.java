package io.shiming.registration;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.shiming.fixture.ApiCallers;
import io.shiming.fixture.RegistrationForms;
import io.shiming.fixture.RequestForm;
import io.shiming.fixture.Superuser;
import jakarta.inject.Inject;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@QuarkusTest
class SigningTest {
    @Inject
    ApiCallers callers;

    @Inject
    Superuser superuser;

    static Stream<RequestForm> everyServiceWithEveryDocument() {
        return Stream.of(
                RegistrationForms.mobile(),
                RegistrationForms.fixed(),
                RegistrationForms.internet(),
                RegistrationForms.mobileByPassport(),
                RegistrationForms.fixedByPassport(),
                RegistrationForms.internetByPassport());
    }

    @ParameterizedTest
    @MethodSource("everyServiceWithEveryDocument")
    @DisplayName("who is verified gets a line")
    @Tag("R-5")
    @Tag("R-6a")
    void aVerifiedSubscriberGetsALineThatMayGoLive(RequestForm form) {
        // When
        var answer = callers.clerk().sign(form).mustBe(201);
        // Then
        assertThat(answer.text("/status")).isEqualTo("ACTIVE");
        assertThat(answer.json().at("/mayActivate").asBoolean()).isTrue();
        var line =
                callers.provisioning().lineStatus(RegistrationForms.line(form)).mustBe(200);
        assertThat(line.registration()).isEqualTo(answer.registration());
        assertThat(line.json().at("/mayActivate").asBoolean()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("everyServiceWithEveryDocument")
    void theReceiptIsThatOfAnEntryInTheLog(RequestForm form) {
        // When
        var answer = callers.clerk().sign(form).mustBe(201);
        // Then
        var leaf = superuser.texts(
                "SELECT encode(leaf_hash, 'hex') FROM audit.entry WHERE entry_id = ?::uuid AND registration = ?::uuid"
                        + " AND act = 'REGISTRATION_SIGNED' AND decision = 'ALLOWED'",
                answer.text("/receipt/entryId"),
                answer.registration());
        assertThat(leaf).containsExactly(answer.text("/receipt/leafHash"));
        assertThat(answer.headers()).contains(answer.text("/receipt/entryId") + " " + leaf.get(0));
    }

    @ParameterizedTest
    @MethodSource("everyServiceWithEveryDocument")
    @DisplayName("the answer to a signing tells nothing of the person")
    @Tag("R-5")
    @Tag("R-12")
    void theAnswerTellsNothingOfThePerson(RequestForm form) {
        callers.clerk().sign(form).mustBe(201).mustNotTell(form.personal());
    }
}
