package io.shiming.registration;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.shiming.fixture.ApiCallers;
import io.shiming.fixture.ApiReply;
import io.shiming.fixture.InParallel;
import io.shiming.fixture.RegistrationForms;
import io.shiming.fixture.RequestForm;
import io.shiming.fixture.Superuser;
import jakarta.inject.Inject;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Six ministries 2016, item 4: five mobile cards a person and operator, never six. */
@QuarkusTest
class FiveCardsTest {
    @Inject
    ApiCallers callers;

    @Inject
    Superuser superuser;

    @Test
    @Tag("N-5")
    @Tag("AF-10a")
    void ofFiftyOpeningsAtOnceForANewPersonExactlyFiveSucceed() {
        // Given
        var person = RegistrationForms.mobile();
        var forms = Stream.generate(() -> RegistrationForms.anotherMobile(person))
                .limit(50)
                .toList();
        var clerk = callers.clerk();
        // When
        var answers = InParallel.run(50, i -> clerk.sign(forms.get(i)));
        // Then
        var signed = answers.stream().filter(each -> each.status() == 201).toList();
        var refused = answers.stream().filter(each -> each.status() != 201).toList();
        assertThat(signed).hasSize(5);
        assertThat(refused).hasSize(45).allSatisfy(each -> {
            each.mustRefuse(409, "CARD_LIMIT").mustNotTell(person.personal());
            each.mustHelp();
            assertThat(each.json().at("/breakdown/mobile/ACTIVE").asInt()).isEqualTo(5);
        });
        assertThat(linesOf(signed.get(0))).isEqualTo(5);
    }

    @Test
    void aRefusedSixthCardLeavesItsNumberFree() {
        // Given
        var holder = aPersonWithFiveCards();
        var sixth = RegistrationForms.anotherMobile(holder);
        callers.clerk().sign(sixth).mustRefuse(409, "CARD_LIMIT");
        // When
        var stranger = RegistrationForms.mobile().with("service.number", sixth.text("service.number"));
        // Then
        callers.clerk().sign(stranger).mustBe(201);
    }

    @Test
    @Tag("N-5")
    void theSixthCardIsRefusedWithWhatCountsAndTheWayToAppeal() {
        // Given
        var holder = aPersonWithFiveCards();
        callers.clerk().sign(RegistrationForms.anotherFixed(holder)).mustBe(201);
        // When
        var refused = callers.clerk().sign(RegistrationForms.anotherMobile(holder));
        // Then
        refused.mustRefuse(409, "CARD_LIMIT").mustNotTell(holder.personal());
        assertThat(refused.json().at("/breakdown/mobile/ACTIVE").asInt()).isEqualTo(5);
        assertThat(refused.json().at("/breakdown/fixed/ACTIVE").asInt()).isEqualTo(1);
        refused.mustHelp();
        refused.mustTellHowToAppeal();
    }

    @Test
    void fixedLinesAndInternetAccessDoNotCount() {
        // Given
        var holder = aPersonWithFiveCards();
        // Then
        callers.clerk().sign(RegistrationForms.anotherFixed(holder)).mustBe(201);
        callers.clerk().sign(RegistrationForms.anotherInternet(holder)).mustBe(201);
        callers.clerk().sign(RegistrationForms.anotherMobile(holder)).mustRefuse(409, "CARD_LIMIT");
    }

    @Test
    void anotherOperatorCountsForItself() {
        // Given
        var holder = aPersonWithFiveCards();
        // Then
        callers.named("clerk-1-ridge")
                .sign(RegistrationForms.anotherMobile(holder))
                .mustBe(201);
    }

    @Test
    void aReplacedAddressOrNameDoesNotMakeANewPerson() {
        var sixth = RegistrationForms.anotherMobile(aPersonWithFiveCards()).with("subscriber.address", "测试省样例市另一路1号");
        callers.clerk().sign(sixth).mustRefuse(409, "CARD_LIMIT");
    }

    private RequestForm aPersonWithFiveCards() {
        var person = RegistrationForms.mobile();
        callers.clerk().sign(person).mustBe(201);
        for (int card = 2; card <= 5; card++) {
            callers.clerk().sign(RegistrationForms.anotherMobile(person)).mustBe(201);
        }
        return person;
    }

    private long linesOf(ApiReply signed) {
        return superuser.number(
                "SELECT count(*) FROM registry.service_line JOIN registry.registration r USING (person_id)"
                        + " WHERE r.public_id = ?::uuid AND service_line.service_type = 'mobile'",
                signed.registration());
    }
}
