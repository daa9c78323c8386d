package io.shiming.registration.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.shiming.fixture.ApiCaller;
import io.shiming.fixture.ApiCallers;
import io.shiming.fixture.ApiReply;
import io.shiming.fixture.EventsOf;
import io.shiming.fixture.InParallel;
import io.shiming.fixture.PersonRows;
import io.shiming.fixture.RegistrationForms;
import io.shiming.fixture.RequestForm;
import io.shiming.fixture.Superuser;
import io.shiming.registration.integrity.Sweeping;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Users from before the duty of true identity. */
@QuarkusTest
class LegacyTest {
    @Inject
    ApiCallers callers;

    @Inject
    PersonRows personRows;

    @Inject
    Superuser superuser;

    @Inject
    Sweeping sweeping;

    @Test
    @Tag("R-20a")
    void aRowWithoutAnAddressIsIncompleteAndListedUntilItIsSupplemented() throws Exception {
        // Given
        var form = RegistrationForms.mobile();
        // When
        var imported = provisioning().bringIn(RegistrationForms.legacy(form).without("subscriber.address"));
        // Then
        assertThat(imported.mustBe(201).text("/status")).isEqualTo("INCOMPLETE");
        assertThat(imported.json().at("/missing").toString()).isEqualTo("[\"address\",\"verification\"]");
        imported.mustNotTell(form.personal());
        var old = imported.registration();
        assertThat(listed()).contains(old);
        var status = provisioning().lineStatus(RegistrationForms.line(form));
        assertThat(status.text("/status")).isEqualTo("INCOMPLETE");
        assertThat(status.json().at("/mayActivate").asBoolean()).isFalse();
        provisioning()
                .change(RegistrationForms.change("activate", form)
                        .with("activatedAt", Instant.now().toString()))
                .mustRefuse(409, "NOT_REGISTERED");
        callers.clerk().sign(form).mustRefuse(409, "NUMBER_TAKEN").mustAdvise();
        // When
        var next = callers.clerk().sign(supplement(form)).mustBe(201).registration();
        // Then
        assertThat(provisioning().lineStatus(RegistrationForms.line(form)).text("/status"))
                .isEqualTo("ACTIVE");
        assertThat(listed()).doesNotContain(old);
        assertThat(personRows.counted(form)).isEqualTo(1);
        assertThat(EventsOf.registration(provisioning(), old))
                .containsExactly("registration.incomplete", "registration.supplemented");
        sweeping.pass(1);
        assertThat(superuser.number(
                        "SELECT count(*) FROM audit.entry WHERE act = 'INTEGRITY_FAILED' AND registration IN (?::uuid, ?::uuid)",
                        old,
                        next))
                .isZero();
    }

    @Test
    @Tag("R-20a")
    void anEditedLegacyRowIsFound() throws Exception {
        var old = provisioning()
                .bringIn(RegistrationForms.legacy(RegistrationForms.fixed()))
                .mustBe(201)
                .registration();
        superuser.run("SET session_replication_role = replica; UPDATE registry.registration SET status = 'ACTIVE'"
                + " WHERE public_id = '" + old + "'");
        sweeping.pass(1);
        assertThat(superuser.number(
                        "SELECT count(*) FROM audit.entry WHERE act = 'INTEGRITY_FAILED' AND registration = ?::uuid",
                        old))
                .isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tariff", "service.tariff", "subscriber.religion"})
    @Tag("R-20b")
    void aSupplementTakesNothingMore(String field) {
        var form = broughtIn(RegistrationForms.fixed());
        callers.clerk().sign(supplement(form).with(field, "gold")).mustRefuse(422, "FIELD_NOT_ALLOWED");
        provisioning()
                .bringIn(RegistrationForms.legacy(RegistrationForms.fixed()).with(field, "gold"))
                .mustRefuse(422, "FIELD_NOT_ALLOWED");
    }

    @Test
    @Tag("R-20b")
    void aSupplementCannotChangeTheContract() {
        var form = broughtIn(RegistrationForms.fixed());
        callers.clerk().sign(supplement(form).with("contractRef", "ANOTHER-1")).mustRefuse(422, "FIELD_NOT_ALLOWED");
        callers.clerk().sign(supplement(form)).mustBe(201);
    }

    @Test
    @Tag("R-20a")
    void onlyTheHolderSupplementsAndOnlyWhatIsIncomplete() {
        var form = broughtIn(RegistrationForms.mobile());
        callers.clerk()
                .sign(RegistrationForms.again("legacy_supplement", form, RegistrationForms.mobile())
                        .with("contractRef", form.text("contractRef")))
                .mustRefuse(409, "NOT_HOLDER")
                .mustHelp();
        var complete = RegistrationForms.mobile();
        callers.clerk().sign(complete).mustBe(201);
        callers.clerk().sign(supplement(complete)).mustRefuse(409, "NOT_HOLDER").mustHelp();
        callers.clerk()
                .sign(RegistrationForms.again("reissue", form, form))
                .mustRefuse(409, "NOT_HOLDER")
                .mustHelp();
    }

    @Test
    @Tag("N-4")
    void anUnregisteredUserIsSuspendedWithoutChargeUntilTheDataAreThere() {
        // Given
        var form = RegistrationForms.mobile();
        var old = provisioning()
                .bringIn(RegistrationForms.legacy(form))
                .mustBe(201)
                .registration();
        var key = UUID.randomUUID().toString();
        var change = RegistrationForms.change("suspend", form).with("reason", "unregistered");
        // When
        var barred = provisioning().change(key, change).mustBe(200);
        // Then
        assertThat(barred.text("/status")).isEqualTo("SUSPENDED_UNREGISTERED");
        assertThat(provisioning().change(key, change).body()).isEqualTo(barred.body());
        assertThat(provisioning().lineStatus(RegistrationForms.line(form)).text("/status"))
                .isEqualTo("SUSPENDED_UNREGISTERED");
        assertThat(listed()).contains(old);
        provisioning().change(RegistrationForms.change("resume", form)).mustRefuse(409, "LINE_STATE");
        // When
        callers.clerk().sign(supplement(form)).mustBe(201);
        // Then
        assertThat(EventsOf.registration(provisioning(), old))
                .containsExactly(
                        "registration.incomplete",
                        "line.suspended",
                        "billing_stop",
                        "registration.supplemented",
                        "billing_resume");
    }

    @Test
    @Tag("R-21")
    void subscriberSignedAfterTheDutyIsNoLegacyUser() {
        var legacy = RegistrationForms.legacy(RegistrationForms.fixed());
        provisioning().bringIn(legacy.with("serviceStart", "2013-09-01")).mustRefuse(400, "OUT_OF_RANGE");
        provisioning().bringIn(legacy.without("serviceStart")).mustRefuse(422, "FIELD_REQUIRED");
        provisioning().bringIn(legacy.without("subscriber.document")).mustRefuse(422, "DOCUMENT_REQUIRED");
        provisioning().bringIn(legacy.without("contractRef")).mustRefuse(422, "CONTRACT_REQUIRED");
        provisioning().bringIn(legacy.with("serviceStart", "2013-08-31")).mustBe(201);
    }

    @Test
    void aRepeatedImportIsOneRegistrationAndANumberIsBroughtInOnce() {
        // Given
        var legacy = RegistrationForms.legacy(RegistrationForms.mobile());
        var key = UUID.randomUUID().toString();
        // When
        var answers = InParallel.run(6, i -> provisioning().bringIn(key, legacy));
        // Then
        assertThat(answers)
                .extracting(ApiReply::body)
                .containsOnly(answers.get(0).mustBe(201).body());
        assertThat(personRows.registrations(legacy)).isEqualTo(1);
        provisioning().bringIn(legacy).mustRefuse(409, "NUMBER_TAKEN");
        provisioning()
                .bringIn(key, legacy.with("serviceStart", "2011-01-01"))
                .mustRefuse(422, "IDEMPOTENCY_KEY_REUSED");
    }

    private RequestForm broughtIn(RequestForm form) {
        provisioning().bringIn(RegistrationForms.legacy(form)).mustBe(201);
        return form;
    }

    private static RequestForm supplement(RequestForm form) {
        return form.with("event", "legacy_supplement");
    }

    private ApiCaller provisioning() {
        return callers.provisioning();
    }

    private List<String> listed() {
        var ids = new ArrayList<String>();
        var cursor = "0";
        while (true) {
            var page = provisioning()
                    .get("/v1/legacy-registrations?after=" + cursor)
                    .mustBe(200);
            if (page.json().at("/registrations").isEmpty()) {
                return ids;
            }
            page.json()
                    .at("/registrations")
                    .forEach(each -> ids.add(each.path("registrationId").asText()));
            cursor = page.text("/cursor");
        }
    }
}
