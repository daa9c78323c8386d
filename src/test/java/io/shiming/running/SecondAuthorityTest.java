package io.shiming.running;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.scheduler.Scheduler;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.shiming.trial.Mood;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two providers: routed by document, falling over on silence, never on a no. */
@QuarkusTest
@TestProfile(StricterCounter.class)
class SecondAuthorityTest {
    @Inject
    Callers callers;

    @Inject
    Authority authority;

    @Inject
    Superuser superuser;

    @Inject
    Scheduler scheduler;

    @ConfigProperty(name = "shiming.verification.second-authority.url")
    String second;

    @AfterEach
    void bothAreWell() {
        secondIs("normal");
        scheduler.resume();
        authority.isBack();
    }

    @Test
    void aCardIsCheckedByTheFirstAndAPassportByTheSecond() {
        assertThat(providerOf(callers.clerk().sign(Counter.mobile()).mustBe(201)))
                .isEqualTo("trial-authority");
        assertThat(providerOf(callers.clerk().sign(Counter.mobileByPassport()).mustBe(201)))
                .isEqualTo("second-authority");
    }

    @Test
    void whileTheFirstIsDownTheSecondAnswers() {
        authority.is(Mood.DOWN);
        assertThat(providerOf(callers.clerk().sign(Counter.mobile()).mustBe(201)))
                .isEqualTo("second-authority");
    }

    @Test
    void aForgedYesOfTheFirstIsNoneAndTheSecondSaysNo() {
        authority.is(Mood.FORGED);
        callers.clerk().sign(Counter.mobile().with("subscriber.name", "测不符")).mustRefuse(422, "IDENTITY_MISMATCH");
    }

    @Test
    void whileBothAreDownNothingIsActive() {
        // Given
        scheduler.pause();
        authority.is(Mood.DOWN);
        secondIs("down");
        // When
        var kept = callers.clerk().sign(Counter.mobile()).mustBe(202);
        // Then
        assertThat(kept.text("/status")).isEqualTo("PENDING");
        assertThat(kept.json().at("/mayActivate").asBoolean(true)).isFalse();
    }

    private void secondIs(String mode) {
        RestAssured.given()
                .body("{\"mode\":\"" + mode + "\"}")
                .post(second + "/control")
                .then()
                .statusCode(200);
    }

    private String providerOf(Reply signed) {
        return superuser
                .texts(
                        "SELECT provider FROM registry.verification JOIN registry.registration r USING (person_id,"
                                + " registration_id) WHERE r.public_id = ?::uuid",
                        signed.registration())
                .get(0);
    }
}
