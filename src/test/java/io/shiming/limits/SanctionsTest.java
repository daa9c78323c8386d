package io.shiming.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.shiming.fixture.ApiCallers;
import io.shiming.fixture.HubStandIn;
import io.shiming.fixture.InParallel;
import io.shiming.fixture.RegistrationForms;
import io.shiming.fixture.RequestForm;
import io.shiming.fixture.SanctionsDesk;
import io.shiming.trial.Mood;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Persons whose openings the authorities have limited, for a term. */
@QuarkusTest
class SanctionsTest {
    private static final LocalDate TODAY = LocalDate.now();

    @Inject
    ApiCallers callers;

    @Inject
    SanctionsDesk desk;

    @Inject
    HubStandIn hub;

    @AfterEach
    void toAHealthyHub() {
        hub.isBack();
    }

    @Test
    @Tag("AF-31")
    void aListedPersonOpensNoMobileCard() {
        // Given
        var form = RegistrationForms.mobile();
        desk.listed(form);
        // When
        var refused = callers.clerk().sign(form);
        // Then
        refused.mustRefuse(409, "SANCTIONED").mustNotTell(form.personal());
        refused.mustHelp();
        refused.mustTellHowToAppeal();
    }

    @Test
    @Tag("AF-31")
    void basicServiceIsPreserved() {
        // Given
        var form = RegistrationForms.mobile();
        callers.clerk().sign(form).mustBe(201);
        // When
        desk.listed(form);
        // Then
        var line =
                callers.provisioning().lineStatus(RegistrationForms.line(form)).mustBe(200);
        assertThat(line.json().at("/mayActivate").asBoolean()).isTrue();
        callers.clerk().sign(RegistrationForms.anotherFixed(form)).mustBe(201);
        callers.clerk().sign(RegistrationForms.anotherInternet(form)).mustBe(201);
        callers.clerk().sign(RegistrationForms.anotherMobile(form)).mustRefuse(409, "SANCTIONED");
    }

    @Test
    @Tag("AF-31")
    void endedSanctionRefusesNoOpening() {
        var form = RegistrationForms.mobile();
        desk.load(desk.signed(desk.term(form, "CONVICTED", TODAY.minusYears(3), TODAY.minusDays(1))))
                .mustBe(201);
        callers.clerk().sign(form).mustBe(201);
    }

    @Test
    @Tag("AF-31")
    void withdrawnSanctionRefusesNoOpening() {
        // Given
        var form = RegistrationForms.mobile();
        var entry = desk.identified(form);
        desk.load(desk.signed(entry)).mustBe(201);
        callers.clerk().sign(form).mustRefuse(409, "SANCTIONED");
        // When
        var withdrawn = new HashMap<>(entry);
        withdrawn.put("withdrawn", true);
        desk.load(desk.signed(withdrawn)).mustBe(201);
        // Then
        callers.clerk().sign(form).mustBe(201);
    }

    @Test
    @Tag("AF-31")
    void aTermIsNoLongerThanItsGroundPermits() {
        var form = RegistrationForms.mobile();
        for (var tooLong : List.of(
                desk.term(form, "CONVICTED", TODAY, TODAY.plusYears(3).plusDays(1)),
                desk.term(form, "IDENTIFIED", TODAY, TODAY.plusYears(2).plusDays(1)))) {
            desk.load(desk.signed(tooLong)).mustRefuse(422, "SANCTION_TERM_INVALID");
        }
        callers.clerk().sign(form).mustBe(201);
    }

    @Test
    @Tag("AF-31")
    void termsWithoutABreakEndAfterFiveYears() {
        // Given
        var form = RegistrationForms.mobile();
        var three = TODAY.minusYears(1).plusYears(3);
        desk.load(desk.signed(desk.term(form, "CONVICTED", TODAY.minusYears(1), three)))
                .mustBe(201);
        // When, Then
        desk.load(desk.signed(
                        desk.term(form, "CONVICTED", three, three.plusYears(2).plusDays(1))))
                .mustRefuse(422, "SANCTION_TERM_INVALID");
        desk.load(desk.signed(desk.term(form, "CONVICTED", three, three.plusYears(2))))
                .mustBe(201);
        var afterABreak = three.plusYears(2).plusDays(1);
        desk.load(desk.signed(desk.term(form, "CONVICTED", afterABreak, afterABreak.plusYears(3))))
                .mustBe(201);
    }

    @Test
    @Tag("AF-31")
    void onlyWhatTheAuthoritySignedIsTakenOver() {
        // Given
        var form = RegistrationForms.mobile();
        var good = desk.signed(desk.identified(form)).text("list");
        int middle = good.indexOf('.') + 10;
        var bent = good.substring(0, middle) + (good.charAt(middle) == 'A' ? 'B' : 'A') + good.substring(middle + 1);
        // When, Then
        for (var none : List.of(bent, "", "a.b.c", good.substring(0, good.lastIndexOf('.') + 1))) {
            desk.load(RequestForm.empty().with("list", none)).mustRefuse(422, "SANCTIONS_LIST_INVALID");
        }
        callers.clerk().sign(form).mustBe(201);
    }

    @Test
    @Tag("AF-31")
    void anOlderListDoesNotBringBackWhatANewerOneEnded() {
        // Given
        var form = RegistrationForms.mobile();
        var old = desk.signed(desk.identified(form));
        desk.load(desk.signed()).mustBe(201);
        // When, Then
        desk.load(old).mustRefuse(409, "SANCTIONS_LIST_OUTDATED");
        callers.clerk().sign(form).mustBe(201);
    }

    @Test
    @Tag("AF-31")
    void listWithAMalformedEntryIsRefused() {
        var entry = new HashMap<>(desk.identified(RegistrationForms.mobile()));
        entry.put("person", "person-1");
        desk.load(desk.signed(entry)).mustRefuse(422, "SANCTIONS_LIST_INVALID");
    }

    @Test
    void aListIsTakenOverOnceAndAnsweredAsOftenAsItIsSent() {
        // Given
        var key = UUID.randomUUID().toString();
        var list = desk.signed(desk.identified(RegistrationForms.mobile()));
        var first = desk.load(key, list).mustBe(201);
        // When
        var answers = InParallel.run(4, i -> desk.load(key, list));
        // Then
        assertThat(answers).allSatisfy(each -> assertThat(each.body()).isEqualTo(first.body()));
        desk.load(key, desk.signed()).mustRefuse(422, "IDEMPOTENCY_KEY_REUSED");
        callers.named("admin-1").post(SanctionsDesk.LISTS, list.json()).mustRefuse(400, "IDEMPOTENCY_KEY_REQUIRED");
    }

    @Test
    @Tag("AF-31")
    void whoIsListedWhileTheCountIsAskedForIsRefused() {
        // Given
        var form = RegistrationForms.mobile();
        var list = desk.signed(desk.identified(form));
        hub.isBack();
        hub.is(Mood.SLOW, 2000);
        // When
        var answers = InParallel.run(2, i -> {
            if (i == 0) return callers.clerk().sign(form);
            await().pollDelay(Duration.ofMillis(700)).until(() -> true); // the signing has read what it permits
            return desk.load(list);
        });
        // Then
        answers.get(1).mustBe(201);
        answers.get(0).mustRefuse(409, "SANCTIONED");
    }

    @Test
    @Tag("AF-31")
    void whoIsListedWhileTheApplicationWaitsIsRefused() {
        // Given
        hub.is(Mood.DOWN);
        var form = RegistrationForms.mobile();
        var kept = callers.clerk().sign(form).mustBe(202);
        desk.listed(form);
        // When
        hub.is(Mood.NORMAL);
        // Then
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(
                        callers.clerk().standing(kept.registration()).text("/code"))
                .isEqualTo("SANCTIONED"));
    }

    @Test
    void anotherOperatorTakesListsOverForItself() {
        var form = RegistrationForms.mobile();
        desk.listed(form);
        callers.named("clerk-1-ridge").sign(form).mustBe(201);
    }

    @Test
    void listDatedInTheFutureIsRefused() {
        var list = desk.signed("L-" + UUID.randomUUID(), Instant.now().plusSeconds(3600), List.of());
        desk.load(list).mustRefuse(422, "SANCTIONS_LIST_INVALID");
    }
}
