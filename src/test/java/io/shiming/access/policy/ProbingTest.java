package io.shiming.access.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.shiming.fixture.ApiCallers;
import io.shiming.fixture.ApiReply;
import io.shiming.fixture.AuthorityStandIn;
import io.shiming.fixture.CorrectionForms;
import io.shiming.fixture.DealerStaff;
import io.shiming.fixture.Dealership;
import io.shiming.fixture.InParallel;
import io.shiming.fixture.RegistrationForms;
import io.shiming.fixture.RequestForm;
import io.shiming.fixture.Superuser;
import io.shiming.fixture.UsedWindows;
import io.shiming.lookup.OwnNumbersTest;
import io.shiming.trial.Mood;
import jakarta.inject.Inject;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Questions whose answer, or refusal, tells something of a person or a number: counted exactly, with an alarm beyond. */
@QuarkusTest
@Tag("AF-29")
@DisplayName("P5: what could be an oracle has a quota")
@Tag("case-C4")
class ProbingTest {
    /** As many as {@code %test} allows of each. */
    private static final int LIMIT = 100_000;

    private static final int HOUR = 3600;

    @Inject
    ApiCallers callers;

    @Inject
    DealerStaff staff;

    @Inject
    Superuser superuser;

    @Inject
    AuthorityStandIn authority;

    @AfterEach
    void toAHealthyAuthority() {
        authority.isBack();
    }

    @Test
    void ofEightyOwnNumbersAtOnceExactlyTheQuotaIsAnswered() {
        // Given
        var person = RegistrationForms.internet();
        callers.clerk().sign(person).mustBe(201);
        var clerk = staff.clerkOf("S-9201");
        UsedWindows.up(superuser, "own:" + clerk.id(), HOUR, LIMIT - 30);
        var question = OwnNumbersTest.question(RegistrationForms.mobile()).json();
        // When
        var answers = InParallel.run(80, n -> clerk.caller().post(OwnNumbersTest.OWN_NUMBERS, question));
        // Then
        assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(30);
        assertThat(answers).filteredOn(answer -> answer.status() != 200).allSatisfy(answer -> {
            answer.mustRefuse(429, "QUOTA_EXCEEDED");
            assertThat(answer.headers()).contains("Retry-After=");
        });
        assertThat(UsedWindows.alarms(superuser, clerk.id())).containsExactly("PROBING");
    }

    @Test
    void ofThirtyTakenNumbersAtOnceExactlyTheQuotaIsToldAndThenNothingIsSigned() {
        // Given
        var taken = RegistrationForms.mobile();
        callers.clerk().sign(taken).mustBe(201);
        var clerk = staff.clerkOf("S-9202");
        UsedWindows.up(superuser, "probe:" + clerk.id(), HOUR, LIMIT - 10);
        // When
        var answers = InParallel.run(30, n -> clerk.caller()
                .sign(RegistrationForms.mobile().with("service.number", taken.text("service.number"))));
        // Then
        assertThat(answers).filteredOn(answer -> answer.status() == 409).hasSize(10);
        assertThat(answers)
                .filteredOn(answer -> answer.status() != 409)
                .allSatisfy(answer -> answer.mustRefuse(429, "QUOTA_EXCEEDED"));
        assertThat(UsedWindows.alarms(superuser, clerk.id())).contains("PROBING");
        clerk.caller().sign(RegistrationForms.mobile()).mustRefuse(429, "QUOTA_EXCEEDED");
    }

    @Test
    void neighbouringNumbersThatAreTakenAreAnAlarm() {
        // Given
        var clerk = staff.clerkOf("S-9203");
        var numbers = List.of("13900771201", "13900771202", "13900771203", "13900771204", "13900771205");
        for (var number : numbers) {
            callers.clerk()
                    .sign(RegistrationForms.mobile().with("service.number", number))
                    .mustBe(201);
        }
        // When
        for (var number : numbers) {
            assertThat(UsedWindows.alarms(superuser, clerk.id())).isEmpty();
            clerk.caller()
                    .sign(RegistrationForms.mobile().with("service.number", number))
                    .mustRefuse(409, "NUMBER_TAKEN");
        }
        // Then
        assertThat(UsedWindows.alarms(superuser, clerk.id())).containsExactly("CONSECUTIVE_NUMBERS");
        assertThat(superuser.number(
                        "SELECT count(*) FROM audit.entry WHERE actor = ? AND reason = 'NUMBER_TAKEN'", clerk.id()))
                .isEqualTo(5);
    }

    @Test
    void whatACorrectionIsRefusedForIsCounted() {
        // Given
        var clerk = staff.clerkOf("S-9208");
        var signed = RegistrationForms.mobile();
        var registration = clerk.caller().sign(signed).mustBe(201).registration();
        UsedWindows.up(superuser, "probe:" + clerk.id(), HOUR, LIMIT - 2);
        var nothing = CorrectionForms.request(signed, "typing_error");
        var stranger = CorrectionForms.request(RegistrationForms.mobile(), "typing_error");
        // When
        CorrectionForms.correct(clerk.caller(), registration, nothing).mustRefuse(409, "CORRECTION_EMPTY");
        CorrectionForms.correct(clerk.caller(), registration, stranger).mustRefuse(409, "CORRECTION_OTHER_DOCUMENT");
        // Then
        CorrectionForms.correct(clerk.caller(), registration, nothing).mustRefuse(429, "QUOTA_EXCEEDED");
        CorrectionForms.correct(clerk.caller(), registration, CorrectionForms.address(signed, "北京市测试路9号"))
                .mustRefuse(429, "QUOTA_EXCEEDED");
    }

    @Test
    void nameAndDocumentPairsAreCountedAtASigningAndForOwnNumbers() {
        // Given
        var clerk = staff.clerkOf("S-9204");
        UsedWindows.up(superuser, "probe:" + clerk.id(), HOUR, LIMIT - 2);
        var wrong = RegistrationForms.mobile().with("subscriber.name", "测不符");
        // When, Then
        clerk.caller().sign(wrong).mustRefuse(422, "IDENTITY_MISMATCH");
        var question = OwnNumbersTest.question(wrong).json();
        clerk.caller().post(OwnNumbersTest.OWN_NUMBERS, question).mustRefuse(422, "IDENTITY_MISMATCH");
        clerk.caller().post(OwnNumbersTest.OWN_NUMBERS, question).mustRefuse(429, "QUOTA_EXCEEDED");
        clerk.caller().sign(wrong).mustRefuse(429, "QUOTA_EXCEEDED");
    }

    @Test
    void aMatchThatSaysNoIsCountedWhetherThereIsAnybodyOrNot() {
        // Given
        var form = RegistrationForms.internet();
        callers.clerk().sign(form).mustBe(201);
        var clerk = staff.clerkOf("S-9205");
        UsedWindows.up(superuser, "probe:" + clerk.id(), HOUR, LIMIT - 2);
        // When, Then
        match(clerk, form, "测试错").mustBe(200);
        match(clerk, form, form.text("subscriber.name")).mustBe(200);
        match(clerk, RegistrationForms.internet(), "测试错").mustBe(200);
        match(clerk, form, "测试错").mustRefuse(429, "QUOTA_EXCEEDED");
        match(clerk, RegistrationForms.internet(), "测试错").mustRefuse(429, "QUOTA_EXCEEDED");
        match(clerk, form, form.text("subscriber.name")).mustRefuse(429, "QUOTA_EXCEEDED"); // a yes would tell the noes
        assertThat(UsedWindows.alarms(superuser, clerk.id())).contains("PROBING");
        assertThat(superuser.number(
                        "SELECT count(*) FROM audit.entry WHERE actor = ? AND reason = 'QUOTA_EXCEEDED'", clerk.id()))
                .isEqualTo(3);
    }

    @Test
    void ofFourHundredUnknownLinesAtOnceExactlyTheQuotaIsAnswered() {
        // Given
        var known = RegistrationForms.mobile();
        callers.clerk().sign(known).mustBe(201);
        var system = staff.like("provisioning-1");
        UsedWindows.up(superuser, "lines:" + system.id(), HOUR, LIMIT - 20);
        // When
        var answers =
                InParallel.run(60, n -> system.caller().lineStatus(RegistrationForms.line(RegistrationForms.mobile())));
        // Then
        assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(20);
        assertThat(UsedWindows.alarms(superuser, system.id())).contains("UNKNOWN_LINES");
        system.caller().lineStatus(RegistrationForms.line(known)).mustBe(200); // a line that is there costs nothing
    }

    @Test
    void unknownLinesInARowAreAnAlarm() {
        var system = staff.like("provisioning-1");
        for (int n = 0; n < 5; n++) {
            assertThat(UsedWindows.alarms(superuser, system.id())).isEmpty();
            system.caller()
                    .lineStatus(RequestForm.empty().with("type", "mobile").with("number", "1390088130" + n))
                    .mustBe(200);
        }
        assertThat(UsedWindows.alarms(superuser, system.id())).containsExactly("CONSECUTIVE_NUMBERS");
    }

    @Test
    void aWrongNameIsToldOfNoLimit() {
        var person = withFiveCards();
        callers.clerk()
                .sign(RegistrationForms.anotherMobile(person).with("subscriber.name", "测不符"))
                .mustRefuse(422, "IDENTITY_MISMATCH");
        callers.clerk().sign(RegistrationForms.anotherMobile(person)).mustRefuse(409, "CARD_LIMIT");
    }

    @Test
    void whileTheAuthorityIsAwayOrAPersonLooksNoLimitIsTold() {
        // Given
        var person = withFiveCards();
        var reviewed =
                RegistrationForms.anotherMobile(person).with("match.by", "face").with("match.result", "manual");
        callers.clerk().sign(reviewed).mustBe(202);
        authority.is(Mood.DOWN);
        // When
        var waiting =
                callers.clerk().sign(RegistrationForms.anotherMobile(person)).mustBe(202);
        authority.isBack();
        // Then
        Awaitility.await().untilAsserted(() -> assertThat(
                        callers.clerk().standing(waiting.registration()).text("/code"))
                .isEqualTo("CARD_LIMIT"));
    }

    @Test
    void theCounterIsJudgedBeforeTheAuthorityIsAsked() {
        authority.is(Mood.DOWN);
        var shop = Dealership.of(callers);
        shop.is("SUSPENDED");
        shop.atTheCounter().sign(RegistrationForms.mobile()).mustRefuse(403, "DEALER_SUSPENDED");
    }

    private RequestForm withFiveCards() {
        var first = RegistrationForms.mobile();
        callers.clerk().sign(first).mustBe(201);
        for (int n = 0; n < 4; n++) {
            callers.clerk().sign(RegistrationForms.anotherMobile(first)).mustBe(201);
        }
        return first;
    }

    private ApiReply match(DealerStaff.Member clerk, RequestForm about, String name) {
        return clerk.caller()
                .post(
                        "/v1/match",
                        DealerStaff.service(about).with("attributes.name", name).json());
    }
}
