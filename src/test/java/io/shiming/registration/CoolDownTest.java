package io.shiming.registration;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.shiming.fixture.ApiCallers;
import io.shiming.fixture.InParallel;
import io.shiming.fixture.JoinDesk;
import io.shiming.fixture.RegistrationForms;
import io.shiming.fixture.StricterCounter;
import io.shiming.fixture.TestClock;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An operator may ask for some time between two cards of one person. */
@QuarkusTest
@TestProfile(StricterCounter.class)
class CoolDownTest {
    @Inject
    ApiCallers callers;

    @Inject
    JoinDesk desk;

    @Inject
    TestClock clock;

    @AfterEach
    void rightTime() {
        clock.beRight();
    }

    @Test
    @Tag("AF-10b")
    void aSecondCardTooSoonIsRefusedAndToldWhenToComeBack() {
        // Given
        var person = RegistrationForms.mobile();
        callers.clerk().sign(person).mustBe(201);
        // When
        var refused = callers.clerk().sign(RegistrationForms.anotherMobile(person));
        // Then
        refused.mustRefuse(409, "ABNORMAL_OPENING");
        assertThat(refused.text("/rule")).isEqualTo("cool-down");
        refused.mustAdvise();
        refused.mustTellHowToAppeal();
        assertThat(refused.headers()).containsPattern("Retry-After=3[56][0-9]{2}");
        clock.moveBy(Duration.ofMinutes(61));
        // an hour later the hub, whose clock was not moved, gives a count that is too old: kept, and no longer refused
        callers.clerk().sign(RegistrationForms.anotherMobile(person)).mustBe(202);
    }

    @Test
    @Tag("AF-10b")
    void aFixedLineNeedsNoCoolingDown() {
        var person = RegistrationForms.mobile();
        callers.clerk().sign(person).mustBe(201);
        callers.clerk().sign(RegistrationForms.anotherFixed(person)).mustBe(201);
    }

    @Test
    @Tag("AF-10b")
    void ofTenOpeningsAtOnceExactlyOneSucceeds() {
        // Given
        var person = RegistrationForms.mobile();
        var forms = Stream.generate(() -> RegistrationForms.anotherMobile(person))
                .limit(10)
                .toList();
        // When
        var answers = InParallel.run(10, i -> callers.clerk().sign(forms.get(i)));
        // Then
        assertThat(answers.stream().filter(each -> each.status() == 201)).hasSize(1);
        assertThat(answers.stream().filter(each -> each.status() == 409)).hasSize(9);
    }

    @Test
    @Tag("AF-10b")
    void anOpeningWithAnotherDocumentOfThePersonIsTooSoonToo() {
        // Given
        var old = RegistrationForms.mobile();
        var next = RegistrationForms.mobile();
        var registration = callers.clerk().sign(old).mustBe(201).registration();
        var other = callers.clerk()
                .sign(RegistrationForms.anotherFixed(next))
                .mustBe(201)
                .registration();
        // When
        desk.decided(registration, other).mustBe(201);
        // Then
        var refused = callers.clerk().sign(next).mustRefuse(409, "ABNORMAL_OPENING");
        assertThat(refused.text("/rule")).isEqualTo("cool-down");
    }
}
