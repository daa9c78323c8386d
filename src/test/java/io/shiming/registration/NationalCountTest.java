package io.shiming.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.scheduler.Scheduler;
import io.quarkus.test.junit.QuarkusTest;
import io.shiming.fixture.ApiCallers;
import io.shiming.fixture.ApiReply;
import io.shiming.fixture.AuthorityStandIn;
import io.shiming.fixture.HubStandIn;
import io.shiming.fixture.InParallel;
import io.shiming.fixture.RegistrationForms;
import io.shiming.fixture.RequestForm;
import io.shiming.fixture.Superuser;
import io.shiming.trial.Mood;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** The national hub counts too, and no card is opened without its word. */
@QuarkusTest
class NationalCountTest {
    @Inject
    ApiCallers callers;

    @Inject
    HubStandIn hub;

    @Inject
    AuthorityStandIn authority;

    @Inject
    Superuser superuser;

    @Inject
    Scheduler scheduler;

    @AfterEach
    void toAHealthyHub() {
        scheduler.resume();
        hub.isBack();
    }

    @Test
    @DisplayName("counted in the whole country")
    @Tag("AF-10c")
    @Tag("N-6")
    void fiveCardsElsewhereRefuseTheSixthHere() {
        // Given
        var form = RegistrationForms.mobile();
        hub.counts(form, 5);
        // When
        var refused = callers.clerk().sign(form);
        // Then
        refused.mustRefuse(409, "CARD_LIMIT_NATIONWIDE").mustNotTell(form.personal());
        refused.mustHelp();
        assertThat(registrationsOf(form)).isZero();
    }

    @Test
    @Tag("AF-10c")
    void fourCardsElsewhereLeaveRoomForOne() {
        var form = RegistrationForms.mobile();
        hub.counts(form, 4);
        callers.clerk().sign(form).mustBe(201);
    }

    @Test
    @Tag("N-6")
    void onlyMobileCardsAreAskedAbout() {
        // Given
        var fixed = RegistrationForms.fixed();
        hub.counts(fixed, 5);
        hub.is(Mood.DOWN);
        // When, Then
        callers.clerk().sign(fixed).mustBe(201);
        callers.clerk().sign(RegistrationForms.anotherInternet(fixed)).mustBe(201);
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NORMAL")
    @Tag("AF-10c")
    void withoutAUsableCountTheApplicationIsKeptAndNoCardIsOpened(Mood mood) {
        // Given
        hub.isBack();
        scheduler.pause();
        hub.is(mood);
        var form = RegistrationForms.mobile();
        // When
        var kept = callers.clerk().sign(form).mustBe(202);
        // Then
        assertThat(kept.text("/status")).isEqualTo("PENDING");
        var line =
                callers.provisioning().lineStatus(RegistrationForms.line(form)).mustBe(200);
        assertThat(line.json().at("/mayActivate").asBoolean(true)).isFalse();
        assertThat(linesOf(form)).isZero();
    }

    @Test
    @Tag("AF-10c")
    void aKeptApplicationIsOpenedWhenTheHubIsBack() {
        // Given
        hub.is(Mood.DOWN);
        var form = RegistrationForms.mobile();
        var kept = callers.clerk().sign(form).mustBe(202);
        // When
        hub.is(Mood.NORMAL);
        // Then
        awaitStatus(kept, "ACTIVE");
    }

    @Test
    @Tag("AF-10c")
    void aKeptApplicationIsRefusedWhenTheHubComesBackWithFive() {
        // Given
        hub.is(Mood.DOWN);
        var form = RegistrationForms.mobile();
        var kept = callers.clerk().sign(form).mustBe(202);
        hub.counts(form, 5);
        // When
        hub.is(Mood.NORMAL);
        // Then
        var standing = awaitStatus(kept, "REFUSED");
        assertThat(standing.text("/code")).isEqualTo("CARD_LIMIT_NATIONWIDE");
        assertThat(standing.text("/help/remedy")).isNotBlank();
        assertThat(linesOf(form)).isZero();
    }

    @Test
    void unavailableHubDelaysMobileCardsOnly() {
        // Given: cards that wait for the hub stand before a line that waits for nothing but its turn
        hub.is(Mood.DOWN);
        for (int card = 0; card < 2; card++)
            callers.clerk().sign(RegistrationForms.mobile()).mustBe(202);
        var form = RegistrationForms.fixed();
        // When
        var kept = signedWhileTheAuthorityWasAway(form);
        // Then
        awaitStatus(kept, "ACTIVE");
    }

    @Test
    void whileTheHubThinksNoConnectionIsHeld() {
        // Given: more openings at once than there are connections
        hub.isBack();
        hub.is(Mood.SLOW, 2500);
        var answered = new CompletableFuture<Duration>();
        // When
        var answers = InParallel.run(13, i -> {
            if (i < 12) {
                return callers.clerk().sign(RegistrationForms.mobile());
            }
            long begun = System.nanoTime();
            var status = callers.provisioning().lineStatus(RegistrationForms.line(RegistrationForms.mobile()));
            answered.complete(Duration.ofNanos(System.nanoTime() - begun));
            return status;
        });
        // Then
        assertThat(answers.subList(0, 12)).allSatisfy(each -> each.mustBe(201));
        assertThat(answered.join()).isLessThan(Duration.ofSeconds(2));
    }

    private ApiReply signedWhileTheAuthorityWasAway(RequestForm form) {
        authority.is(Mood.DOWN);
        var kept = callers.clerk().sign(form).mustBe(202);
        authority.is(Mood.NORMAL);
        return kept;
    }

    private ApiReply awaitStatus(ApiReply kept, String status) {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(
                        callers.clerk().standing(kept.registration()).text("/status"))
                .isEqualTo(status));
        return callers.clerk().standing(kept.registration()).mustBe(200);
    }

    private long registrationsOf(RequestForm form) {
        return superuser.number(
                "SELECT count(*) FROM registry.registration WHERE contract_ref = ?", form.text("contractRef"));
    }

    private long linesOf(RequestForm form) {
        return superuser.number(
                "SELECT count(*) FROM registry.service_line JOIN registry.registration r USING (person_id,"
                        + " registration_id) WHERE r.contract_ref = ?",
                form.text("contractRef"));
    }
}
