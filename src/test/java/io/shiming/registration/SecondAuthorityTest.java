package io.shiming.registration;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.scheduler.Scheduler;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.shiming.fixture.ApiCallers;
import io.shiming.fixture.ApiReply;
import io.shiming.fixture.AuthorityStandIn;
import io.shiming.fixture.RegistrationForms;
import io.shiming.fixture.StricterCounter;
import io.shiming.fixture.Superuser;
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
    ApiCallers callers;

    @Inject
    AuthorityStandIn authority;

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
        assertThat(providerOf(callers.clerk().sign(RegistrationForms.mobile()).mustBe(201)))
                .isEqualTo("trial-authority");
        assertThat(providerOf(callers.clerk()
                        .sign(RegistrationForms.mobileByPassport())
                        .mustBe(201)))
                .isEqualTo("second-authority");
    }

    @Test
    void whileTheFirstIsDownTheSecondAnswers() {
        authority.is(Mood.DOWN);
        assertThat(providerOf(callers.clerk().sign(RegistrationForms.mobile()).mustBe(201)))
                .isEqualTo("second-authority");
    }

    @Test
    void forgedMatchOfTheFirstIsIgnoredAndTheSecondDecides() {
        authority.is(Mood.FORGED);
        callers.clerk()
                .sign(RegistrationForms.mobile().with("subscriber.name", "测不符"))
                .mustRefuse(422, "IDENTITY_MISMATCH");
    }

    @Test
    void whileBothAreDownNothingIsActive() {
        // Given
        scheduler.pause();
        authority.is(Mood.DOWN);
        secondIs("down");
        // When
        var kept = callers.clerk().sign(RegistrationForms.mobile()).mustBe(202);
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

    private String providerOf(ApiReply signed) {
        return superuser
                .texts(
                        "SELECT provider FROM registry.verification JOIN registry.registration r USING (person_id,"
                                + " registration_id) WHERE r.public_id = ?::uuid",
                        signed.registration())
                .get(0);
    }
}
