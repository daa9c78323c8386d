package io.shiming.registration.line;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.shiming.fixture.ApiCallers;
import io.shiming.fixture.ApiReply;
import io.shiming.fixture.EventsOf;
import io.shiming.fixture.RegistrationForms;
import io.shiming.fixture.RequestForm;
import io.shiming.fixture.Superuser;
import io.shiming.registration.integrity.Sweeping;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A number leaves for another operator, and comes back. */
@QuarkusTest
@Tag("N-5")
@DisplayName("a ported number")
class PortingTest {
    @Inject
    ApiCallers callers;

    @Inject
    Superuser superuser;

    @Inject
    Sweeping sweeping;

    @AfterEach
    void numbersRestNoMore() {
        quarantine("0");
    }

    @Test
    void endsItsTenureAndGivesTheCardBack() throws Exception {
        // Given: a person with five cards, and an operator whose numbers rest for ninety days
        quarantine("90 days");
        var person = RegistrationForms.mobile();
        var ported = callers.clerk().sign(person).mustBe(201).registration();
        var held = Instant.now();
        for (int card = 2; card <= 5; card++) {
            callers.clerk().sign(RegistrationForms.anotherMobile(person)).mustBe(201);
        }
        callers.clerk().sign(RegistrationForms.anotherMobile(person)).mustRefuse(409, "CARD_LIMIT");
        // When
        assertThat(portOut(person).mustBe(200).text("/status")).isEqualTo("CLOSED");
        // Then
        callers.clerk().sign(RegistrationForms.anotherMobile(person)).mustBe(201);
        assertThat(EventsOf.registration(callers.provisioning(), ported))
                .containsExactly("registration.active", "line.ported_out", "billing_stop");
        var history = callers.auditor()
                .lookUp(RegistrationForms.audit(person)
                        .with("asOf", held.toString())
                        .with("fields", List.of("history")))
                .mustBe(200);
        assertThat(history.registration()).isEqualTo(ported);
        assertThat(history.text("/provenance/history/steps/1/change")).isEqualTo("port_out");
        // And it comes back by a signing like any other
        var back = RegistrationForms.mobile().with("service", person.json().get("service"));
        callers.clerk().sign(back).mustBe(201);
        sweeping.pass(1);
        assertThat(superuser.number(
                        "SELECT count(*) FROM audit.entry WHERE act = 'INTEGRITY_FAILED' AND registration = ?::uuid",
                        ported))
                .isZero();
    }

    @Test
    void isNotABarredOne() {
        var form = RegistrationForms.mobile();
        callers.clerk().sign(form).mustBe(201);
        callers.provisioning().suspend(form, "fraud_suspect").mustBe(200);
        portOut(form).mustRefuse(409, "LINE_STATE");
    }

    private ApiReply portOut(RequestForm signed) {
        return callers.provisioning()
                .change(RegistrationForms.change("port_out", signed).with("reason", "subscriber_request"));
    }

    private void quarantine(String interval) {
        superuser.run(
                "UPDATE registry.operator SET number_quarantine = interval '" + interval + "' WHERE operator_id = 1");
    }
}
