package io.shiming.registration;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.scheduler.Scheduler;
import io.quarkus.test.junit.QuarkusTest;
import io.shiming.fixture.ApiCallers;
import io.shiming.fixture.InParallel;
import io.shiming.fixture.OrganisationForms;
import io.shiming.fixture.PausedJobs;
import io.shiming.fixture.RegistrationForms;
import io.shiming.fixture.RequestForm;
import io.shiming.fixture.Superuser;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How often the service waits for its database; counted on the wire between the two. */
@QuarkusTest
class RoundTripsTest {
    private static final int TIMES = 10;

    @Inject
    ApiCallers callers;

    @Inject
    Superuser superuser;

    @Inject
    Scheduler scheduler;

    LongAdder roundTrips; // put here by StandIns

    @BeforeEach
    void onlyThisTestUsesTheDatabase() {
        PausedJobs.database(scheduler, roundTrips, superuser);
        InParallel.run(
                8, caller -> callers.clerk().sign(RegistrationForms.mobile()).mustBe(201));
        callers.auditor()
                .lookUp(RegistrationForms.audit(RegistrationForms.mobile()))
                .mustBe(404); // the first call reads its argument types
    }

    @AfterEach
    void everybodyUsesTheDatabaseAgain() {
        scheduler.resume();
    }

    @Test
    void aSigningOfANewSubscriberTakesTwo() {
        assertThat(counted(
                        () -> callers.clerk().sign(RegistrationForms.mobile()).mustBe(201)))
                .containsOnly(2L);
    }

    @Test
    void aSigningOfAKnownSubscriberTakesTwo() {
        var person = RegistrationForms.internet();
        callers.clerk().sign(person).mustBe(201);
        assertThat(counted(() -> callers.clerk()
                        .sign(RegistrationForms.anotherInternet(person))
                        .mustBe(201)))
                .containsOnly(2L);
    }

    @Test
    void aSigningOfAnOrganisationTakesTwo() {
        assertThat(counted(() -> callers.clerk()
                        .sign(OrganisationForms.fresh().complete().signs(RegistrationForms.mobile()))
                        .mustBe(201)))
                .containsOnly(2L);
    }

    @Test
    void aClerksLookupTakesOneToo() {
        var form = RegistrationForms.mobile();
        callers.clerk().sign(form).mustBe(201);
        var question = RequestForm.empty()
                .with("line", RegistrationForms.line(form).json())
                .with("purpose", "CUSTOMER_SERVICE")
                .with("legalBasis", "CONTRACT");
        assertThat(counted(() -> callers.clerk().lookUp(question).mustBe(200))).containsOnly(1L);
    }

    @Test
    void aRepetitionTakesOne() {
        var form = RegistrationForms.mobile();
        callers.clerk().sign("repeated", form).mustBe(201);
        assertThat(counted(() -> callers.clerk().sign("repeated", form).mustBe(201)))
                .containsOnly(1L);
    }

    @Test
    void lookupTakesOneRoundTripFoundOrNot() {
        var form = RegistrationForms.mobile();
        callers.clerk().sign(form).mustBe(201);
        assertThat(counted(() ->
                        callers.auditor().lookUp(RegistrationForms.audit(form)).mustBe(200)))
                .containsOnly(1L);
        assertThat(counted(() -> callers.auditor()
                        .lookUp(RegistrationForms.audit(RegistrationForms.mobile()))
                        .mustBe(404)))
                .containsOnly(1L);
    }

    @Test
    void aLookupOfGroupsTakesOneMore() {
        var form = RegistrationForms.mobile();
        callers.clerk().sign(form).mustBe(201);
        var question = RegistrationForms.audit(form).with("fields", List.of("verification", "history", "comparison"));
        callers.auditor().lookUp(question).mustBe(200); // the process reads the types of its arguments once
        assertThat(counted(() -> callers.auditor().lookUp(question).mustBe(200)))
                .containsOnly(2L);
    }

    @Test
    void aLineStatusTakesOne() {
        var form = RegistrationForms.mobile();
        callers.clerk().sign(form).mustBe(201);
        assertThat(counted(() -> callers.provisioning()
                        .lineStatus(RegistrationForms.line(form))
                        .mustBe(200)))
                .containsOnly(1L);
    }

    @Test
    void aPageOfEventsTakesOne() {
        assertThat(counted(() -> callers.provisioning().events("0", 10).mustBe(200)))
                .containsOnly(1L);
    }

    private List<Long> counted(Runnable call) {
        var counts = new ArrayList<Long>();
        for (int i = 0; i < TIMES; i++) {
            long before = roundTrips.sum();
            call.run();
            counts.add(roundTrips.sum() - before);
        }
        return counts;
    }
}
