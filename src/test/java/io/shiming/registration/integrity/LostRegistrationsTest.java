package io.shiming.registration.integrity;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.shiming.fixture.ApiCallers;
import io.shiming.fixture.ApiReply;
import io.shiming.fixture.RegistrationForms;
import io.shiming.fixture.RequestForm;
import io.shiming.fixture.Superuser;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a restore has lost is a list that the office goes through, not an alarm at each start. */
@QuarkusTest
@Tag("case-E14")
class LostRegistrationsTest {
    private static final String UNGUARDED = "SET session_replication_role = replica; ";

    @Inject
    ApiCallers callers;

    @Inject
    Superuser superuser;

    @Inject
    Sweeping sweeping;

    @Test
    void aLostRegistrationIsListedUntilItIsAcknowledgedOnce() throws Exception {
        // Given
        var registration = lost(
                callers.clerk().sign(RegistrationForms.mobile()).mustBe(201).registration());
        // When: the sweep comes round again and again, as it does after each start
        for (int i = 0; i < 3; i++) sweeping.pass(1);
        // Then
        assertThat(listed()).contains(registration);
        assertThat(findings(registration)).isOne();
        // When
        var done = acknowledge(registration, "signed_again").mustBe(200);
        // Then
        assertThat(done.text("/remedy")).isEqualTo("signed_again");
        assertThat(listed()).doesNotContain(registration);
        acknowledge(registration, "line_closed").mustRefuse(409, "LOST_REGISTRATION_ACKNOWLEDGED");
        sweeping.pass(1);
        assertThat(listed()).doesNotContain(registration);
        assertThat(findings(registration)).isOne();
        assertThat(superuser.texts(
                        "SELECT act || role || (convert_from(bytes, 'UTF8')::jsonb ->> 'fields') FROM audit.entry"
                                + " WHERE entry_id = ?::uuid",
                        done.text("/receipt/entryId")))
                .containsExactly("LOST_REGISTRATION_ACKNOWLEDGEDprivacy_officer[\"SIGNED_AGAIN\"]");
    }

    @Test
    void aRepeatedAcknowledgementIsTheFirstOne() throws Exception {
        var registration = lost(
                callers.clerk().sign(RegistrationForms.mobile()).mustBe(201).registration());
        sweeping.pass(1);
        var officer = callers.named("officer-1").with("Idempotency-Key", "lost-" + registration);
        var body = RequestForm.empty().with("remedy", "not_in_use").json();
        var path = "/v1/lost-registrations/" + registration + "/acknowledgement";
        var first = officer.put(path, body).mustBe(200);
        assertThat(officer.put(path, body).mustBe(200).body()).isEqualTo(first.body());
    }

    @Test
    void aRowThatAHandPutOnTheListSilencesNothing() throws Exception {
        // Given: an attacker with every right in the database means to delete a registration unnoticed
        var registration =
                callers.clerk().sign(RegistrationForms.mobile()).mustBe(201).registration();
        superuser.run("INSERT INTO registry.lost_registration (operator_id, registration, entry_id, remedy,"
                + " acknowledged_by, acknowledged_at) SELECT operator_id, public_id, entry_id, 'NOT_IN_USE', 'x', now()"
                + " FROM registry.registration WHERE public_id = '" + registration + "'");
        // When
        lost(registration);
        sweeping.pass(1);
        // Then
        assertThat(findings(registration)).isOne();
        assertThat(listed()).contains(registration);
    }

    @Test
    void anotherOperatorsListIsAnother() throws Exception {
        var registration = lost(
                callers.clerk().sign(RegistrationForms.mobile()).mustBe(201).registration());
        sweeping.pass(1);
        var theirs = callers.named("officer-1-ridge").keyed();
        assertThat(theirs.get("/v1/lost-registrations").mustBe(200).body()).doesNotContain(registration);
        theirs.put(
                        "/v1/lost-registrations/" + registration + "/acknowledgement",
                        RequestForm.empty().with("remedy", "line_closed").json())
                .mustRefuse(404, "NOT_FOUND");
    }

    @Test
    void anUnknownRemedyIsRefused() {
        acknowledge("00000000-0000-7000-8000-000000000000", "forgotten").mustRefuse(400, "INVALID_ARGUMENT");
        acknowledge("00000000-0000-7000-8000-000000000000", "line_closed").mustRefuse(404, "NOT_FOUND");
    }

    private String lost(String registration) {
        superuser.run(UNGUARDED + "DELETE FROM registry.registration WHERE public_id = '" + registration + "'");
        return registration;
    }

    private List<String> listed() {
        var ids = new ArrayList<String>();
        callers.named("officer-1")
                .get("/v1/lost-registrations")
                .mustBe(200)
                .json()
                .path("lostRegistrations")
                .forEach(one -> ids.add(one.path("registrationId").asText()));
        return ids;
    }

    private long findings(String registration) {
        return superuser.number(
                "SELECT count(*) FROM audit.entry WHERE act = 'INTEGRITY_FAILED' AND registration = ?::uuid"
                        + " AND convert_from(bytes, 'UTF8') LIKE '%registration DELETED%'",
                registration);
    }

    private ApiReply acknowledge(String registration, String remedy) {
        return callers.named("officer-1")
                .keyed()
                .put(
                        "/v1/lost-registrations/" + registration + "/acknowledgement",
                        RequestForm.empty().with("remedy", remedy).json());
    }
}
