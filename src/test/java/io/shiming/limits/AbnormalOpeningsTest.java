package io.shiming.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.scheduler.Scheduler;
import io.quarkus.test.junit.QuarkusTest;
import io.shiming.fixture.ApiCallers;
import io.shiming.fixture.ApiReply;
import io.shiming.fixture.AuthorityStandIn;
import io.shiming.fixture.InParallel;
import io.shiming.fixture.RegistrationForms;
import io.shiming.fixture.RequestForm;
import io.shiming.fixture.Superuser;
import io.shiming.trial.Mood;
import jakarta.inject.Inject;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An opening that fits a reviewed pattern is refused, and the refusal says which. */
@QuarkusTest
class AbnormalOpeningsTest {
    @Inject
    ApiCallers callers;

    @Inject
    Superuser superuser;

    @Inject
    AuthorityStandIn authority;

    @Inject
    Scheduler scheduler;

    @AfterEach
    void toAHealthyAuthority() {
        scheduler.resume();
        authority.isBack();
    }

    @Test
    @Tag("AF-10b")
    void fromShopToShopInAnHour() {
        // Given
        var person = twoShops();
        // When
        var refused = callers.clerk().sign(RegistrationForms.anotherMobile(person));
        // Then
        refused.mustRefuse(409, "ABNORMAL_OPENING").mustNotTell(person.personal());
        assertThat(refused.text("/rule")).isEqualTo("shop-to-shop");
        assertThat(refused.text("/reason")).contains("two shops");
        assertThat(refused.json().at("/breakdown/mobile/ACTIVE").asInt()).isEqualTo(2);
        refused.mustHelp();
        refused.mustTellHowToAppeal();
    }

    @Test
    @Tag("AF-10b")
    void linesThatAreNoCardsAreNotAbnormal() {
        var person = twoShops();
        callers.clerk().sign(RegistrationForms.anotherFixed(person)).mustBe(201);
        callers.clerk().sign(RegistrationForms.anotherInternet(person)).mustBe(201);
    }

    @Test
    @Tag("AF-10b")
    void eightApplicationsInThirtyDays() {
        // Given: none of them is a card yet
        scheduler.pause();
        authority.is(Mood.DOWN);
        var person = RegistrationForms.mobile();
        callers.clerk().sign(person).mustBe(202);
        for (int n = 2; n <= 8; n++)
            callers.clerk().sign(RegistrationForms.anotherMobile(person)).mustBe(202);
        // When: the answer tells nothing before the authority confirms whose they are
        var ninth =
                callers.clerk().sign(RegistrationForms.anotherMobile(person)).mustBe(202);
        decide();
        // Then
        Awaitility.await().untilAsserted(() -> assertThat(codeOf(ninth)).isEqualTo("ABNORMAL_OPENING"));
    }

    @Test
    @Tag("AF-10b")
    void openingsAtTheSameMomentAreJudgedOneAfterTheOther() {
        // Given
        var person = RegistrationForms.mobile();
        var forms = Stream.generate(() -> RegistrationForms.anotherMobile(person))
                .limit(8)
                .toList();
        // When
        var answers = InParallel.run(
                8, i -> callers.named(i % 2 == 0 ? "clerk-1" : "clerk-2").sign(forms.get(i)));
        // Then: with the first card of the second shop it ends
        assertThat(answers).allSatisfy(each -> assertThat(each.status()).isIn(201, 409));
        var signed = answers.stream().filter(each -> each.status() == 201).toList();
        assertThat(signed).isNotEmpty();
        assertThat(superuser.number(
                        "SELECT min(n) FROM (SELECT count(*) FILTER (WHERE store_code = 'S-101') AS n FROM"
                                + " registry.registration WHERE person_id = (SELECT person_id FROM registry.registration"
                                + " WHERE public_id = ?::uuid) UNION ALL SELECT count(*) FILTER (WHERE store_code ="
                                + " 'S-102') FROM registry.registration WHERE person_id = (SELECT person_id FROM"
                                + " registry.registration WHERE public_id = ?::uuid)) shops",
                        signed.get(0).registration(),
                        signed.get(0).registration()))
                .isLessThanOrEqualTo(1);
    }

    @Test
    @Tag("AF-10b")
    void applicationsThatWaitAreJudgedOneAfterTheOtherToo() {
        // Given
        var person = waiting();
        var forms = Stream.generate(() -> RegistrationForms.anotherMobile(person))
                .limit(12)
                .toList();
        // When
        var answers = InParallel.run(12, i -> callers.clerk().sign(forms.get(i)));
        assertThat(answers).allSatisfy(each -> each.mustBe(202));
        decide();
        // Then: of thirteen the first eight in thirty days may be, and five cards are a person's
        Awaitility.await().untilAsserted(() -> {
            assertThat(answers)
                    .filteredOn(each -> codeOf(each).equals("ABNORMAL_OPENING"))
                    .hasSize(5);
            assertThat(answers)
                    .filteredOn(each -> codeOf(each).equals("CARD_LIMIT"))
                    .hasSize(3);
        });
    }

    @Test
    @Tag("AF-10b")
    void applicationsThatWaitGoFromShopToShopNoMoreThanOnce() {
        // Given
        var person = waiting();
        var forms = Stream.generate(() -> RegistrationForms.anotherMobile(person))
                .limit(6)
                .toList();
        // When
        var answers = InParallel.run(6, i -> callers.named("clerk-2").sign(forms.get(i)));
        assertThat(answers).allSatisfy(each -> each.mustBe(202));
        decide();
        // Then: the first card of the second shop
        Awaitility.await().untilAsserted(() -> assertThat(answers)
                .filteredOn(each -> codeOf("clerk-2", each).equals("ABNORMAL_OPENING"))
                .hasSize(5));
    }

    private void decide() {
        authority.isBack();
        scheduler.resume();
    }

    private String codeOf(ApiReply waiting) {
        return codeOf("clerk-1", waiting);
    }

    /** Why an application that waited came to nothing; empty where it did not, or waits. */
    private String codeOf(String clerk, ApiReply waiting) {
        return callers.named(clerk)
                .standing(waiting.registration())
                .json()
                .path("code")
                .asText();
    }

    /** Known from now on, with an application in the first shop that waits for the authority. */
    private RequestForm waiting() {
        scheduler.pause();
        authority.is(Mood.DOWN);
        var person = RegistrationForms.mobile();
        callers.clerk().sign(person).mustBe(202);
        return person;
    }

    private RequestForm twoShops() {
        var person = RegistrationForms.mobile();
        callers.named("clerk-1").sign(person).mustBe(201);
        callers.named("clerk-2").sign(RegistrationForms.anotherMobile(person)).mustBe(201);
        return person;
    }
}
