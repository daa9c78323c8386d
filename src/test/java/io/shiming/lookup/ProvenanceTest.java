package io.shiming.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.shiming.access.policy.Field;
import io.shiming.fixture.ApiCaller;
import io.shiming.fixture.ApiCallers;
import io.shiming.fixture.DealerStaff;
import io.shiming.fixture.RegistrationForms;
import io.shiming.fixture.RequestForm;
import io.shiming.fixture.Superuser;
import io.shiming.trial.DemoUser;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The groups of what is stored about a registration, each by the roles that are granted it. */
@QuarkusTest
@DisplayName("what is stored about a registration")
class ProvenanceTest {
    @Inject
    ApiCallers callers;

    @Inject
    DealerStaff staff;

    @Inject
    Superuser superuser;

    static List<String> groups() {
        return Stream.of(Field.values())
                .filter(Field::isGroup)
                .map(Field::label)
                .toList();
    }

    @Test
    @Tag("R-12")
    void anAuditorSeesWhatWasVerifiedAndWhoSignedItWhere() {
        // Given
        var form = RegistrationForms.mobile().with("match.score", 97);
        var signed = callers.clerk().sign(form).mustBe(201);
        // When
        var shown = auditor()
                .lookUp(RegistrationForms.audit(form).with("fields", groups()))
                .mustBe(200)
                .mustNotTell(form.personal());
        // Then
        var passed = superuser.texts(
                "SELECT v.result || ' ' || v.provider || ' ' || v.check_id FROM registry.verification v"
                        + " JOIN registry.registration r USING (person_id, registration_id) WHERE r.public_id = ?::uuid",
                signed.registration());
        assertThat(shown.text("/provenance/verification/result") + " "
                        + shown.text("/provenance/verification/provider") + " "
                        + shown.text("/provenance/verification/checkId"))
                .isEqualTo(passed.get(0))
                .startsWith("MATCH ");
        assertThat(Instant.parse(shown.text("/provenance/verification/checkedAt")))
                .isBefore(Instant.now().plusSeconds(60));
        assertThat(shown.json().at("/provenance/capture").toString())
                .isEqualTo("{\"method\":\"reader\",\"device\":\"READER-1\"}");
        assertThat(shown.json().at("/provenance/comparison").toString())
                .isEqualTo("{\"by\":\"face\",\"result\":\"pass\",\"vendor\":\"V-1\",\"score\":97}");
        assertThat(shown.json().at("/provenance/counter").toString())
                .isEqualTo("{\"dealer\":\"D-100\",\"store\":\"S-101\",\"clerk\":\"" + subject("clerk-1")
                        + "\",\"terminal\":\"T-1\"}");
        assertThat(shown.text("/provenance/contract/contractRef")).isEqualTo(form.text("contractRef"));
        assertThat(shown.text("/provenance/contract/event")).isEqualTo("open");
        assertThat(shown.text("/provenance/contract/entryId")).isEqualTo(signed.text("/receipt/entryId"));
        assertThat(shown.json().at("/provenance/review").isMissingNode()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("groups")
    void onlyTheGroupThatIsAskedForIsShownAndItsEntryNamesIt(String group) {
        // Given
        var form = group.equals("review")
                ? RegistrationForms.mobile().with("match.result", "manual")
                : RegistrationForms.mobile();
        callers.clerk().sign(form);
        // When
        var shown = auditor()
                .lookUp(RegistrationForms.audit(form).with("fields", List.of(group)))
                .mustBe(200);
        // Then
        var names = new ArrayList<String>();
        shown.json().at("/provenance").fieldNames().forEachRemaining(names::add);
        assertThat(names).containsExactly(group);
        assertThat(superuser.texts(
                        "SELECT convert_from(bytes, 'UTF8')::jsonb ->> 'fields' FROM audit.entry WHERE entry_id = ?::uuid",
                        shown.text("/receipt/entryId")))
                .containsExactly("[\"" + group + "\"]");
        shown.mustNotTell(form.personal());
    }

    @Test
    void withoutAGroupThereIsNone() {
        var form = RegistrationForms.mobile();
        callers.clerk().sign(form).mustBe(201);
        var shown = auditor()
                .lookUp(RegistrationForms.audit(form).with("fields", List.of("name")))
                .mustBe(200);
        assertThat(shown.json().has("provenance")).isFalse();
    }

    @ParameterizedTest
    @MethodSource("groups")
    void aCounterSeesNoGroup(String group) {
        var form = RegistrationForms.mobile();
        callers.clerk().sign(form).mustBe(201);
        for (var user : List.of("clerk-1", "support-1")) {
            staff.like(user)
                    .caller()
                    .lookUp(DealerStaff.service(form).with("fields", List.of(group)))
                    .mustRefuse(403, "PERMISSION_DENIED");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "officer-1, DATA_SUBJECT_REQUEST, PERSONS_OWN_REQUEST, history, 200, ''",
        "officer-1, DATA_SUBJECT_REQUEST, PERSONS_OWN_REQUEST, consent, 200, ''",
        "officer-1, DATA_SUBJECT_REQUEST, PERSONS_OWN_REQUEST, counter, 403, PERMISSION_DENIED",
        "officer-1, DATA_SUBJECT_REQUEST, PERSONS_OWN_REQUEST, review, 403, PERMISSION_DENIED",
        "officer-1, DISPUTE, LEGAL_DUTY, counter, 200, ''",
        "officer-1, DISPUTE, LEGAL_DUTY, comparison, 200, ''",
        "officer-1, DISPUTE, LEGAL_DUTY, lines, 403, PERMISSION_DENIED",
        "reviewer-1, REGISTRATION, LEGAL_DUTY, verification, 403, PERMISSION_DENIED",
        "warrant-1, LAWFUL_ORDER, EMERGENCY, lines, 403, PERMISSION_DENIED"
    })
    void thePolicyGrantsEachGroupByItself(
            String user, String purpose, String basis, String group, int status, String code) {
        var form = RegistrationForms.internet();
        callers.clerk().sign(form).mustBe(201);
        var answer = staff.like(user)
                .caller()
                .lookUp(RequestForm.empty()
                        .with("line", RegistrationForms.line(form).json())
                        .with("purpose", purpose)
                        .with("legalBasis", basis)
                        .with("caseRef", "CASE-3")
                        .with("fields", List.of(group)));
        assertThat(answer.status() + answer.code()).as(answer.body()).isEqualTo(status + code);
    }

    @Test
    @Tag("D-10a")
    void anOrderShowsTheGroupsThatItNames() {
        // Given
        var form = RegistrationForms.internet();
        callers.clerk().sign(form).mustBe(201);
        var reference = "CASE-" + UUID.randomUUID();
        var order = RequestForm.empty()
                .with("authority", "测试市公安局")
                .with("jurisdiction", "CN")
                .with("orderNumber", "测公调证字〔2026〕2号")
                .with("provision", "Criminal Procedure Law article 54")
                .with(
                        "subjects",
                        List.of(RequestForm.empty()
                                .with("line", RegistrationForms.line(form).json())
                                .json()))
                .with("fields", List.of("verification", "lines"))
                .with("validFrom", Instant.now().minusSeconds(60).toString())
                .with("validTo", Instant.now().plusSeconds(3600).toString())
                .with("maxUses", 10);
        callers.named("warrant-1")
                .keyed()
                .put("/v1/cases/" + reference, order.json())
                .mustBe(201);
        callers.named("approver-1")
                .keyed()
                .put("/v1/cases/" + reference + "/approval", RequestForm.empty().json())
                .mustBe(200);
        var question = RequestForm.empty()
                .with("line", RegistrationForms.line(form).json())
                .with("purpose", "LAWFUL_ORDER")
                .with("legalBasis", "COOPERATION_WITH_AUTHORITY")
                .with("caseRef", reference);
        var officer = callers.named("warrant-1");
        // When
        var shown = officer.lookUp(question.with("fields", List.of("verification", "lines")))
                .mustBe(200);
        // Then
        assertThat(shown.text("/provenance/verification/result")).isEqualTo("MATCH");
        assertThat(shown.json().at("/provenance/lines").size()).isEqualTo(1);
        officer.lookUp(question.with("fields", List.of("counter"))).mustRefuse(403, "CASE_NOT_IN_FORCE");
    }

    @Test
    @Tag("FA-1")
    void theReviewTellsWhyAndWhoDecided() {
        // Given
        var form = RegistrationForms.mobile().with("match.result", "manual");
        var registration = callers.clerk().sign(form).mustBe(202).registration();
        // When
        callers.named("reviewer-1")
                .keyed()
                .post(
                        "/v1/reviews/" + registration + "/decision",
                        RequestForm.empty().with("decision", "approve").json())
                .mustBe(200);
        var shown = auditor()
                .lookUp(RegistrationForms.audit(form).with("fields", List.of("review", "comparison", "history")))
                .mustBe(200);
        // Then
        assertThat(shown.json().at("/provenance/review/reasons").toString())
                .contains("PERSON_NOT_COMPARED_BY_A_DEVICE");
        assertThat(shown.text("/provenance/review/decision") + " " + shown.text("/provenance/review/reviewer"))
                .isEqualTo("APPROVED " + subject("reviewer-1"));
        assertThat(shown.text("/provenance/comparison/result")).isEqualTo("manual");
        assertThat(texts(shown.json().at("/provenance/history/steps"), "state")).startsWith("REVIEW", "PENDING");
    }

    @Test
    @Tag("FA-1")
    void theColleagueWhoDecidedAtTheCounterIsNamed() {
        // Given
        var form = RegistrationForms.mobile().with("match.result", "manual");
        callers.clerk()
                .with("Second-Reviewer", callers.token("clerk-3"))
                .sign(form)
                .mustBe(201);
        // When
        var shown = auditor()
                .lookUp(RegistrationForms.audit(form).with("fields", List.of("comparison")))
                .mustBe(200);
        // Then
        assertThat(shown.text("/provenance/comparison/result") + " " + shown.text("/provenance/comparison/reviewer"))
                .isEqualTo("manual " + subject("clerk-3"));
    }

    @Test
    @Tag("R-3b")
    void theHistoryTellsEveryStateWithItsReasonAndWhereTheNumberWent() {
        // Given
        var form = RegistrationForms.mobile();
        var old = callers.clerk().sign(form).mustBe(201).registration();
        callers.provisioning().suspend(form, "lost").mustBe(200);
        callers.provisioning().change(RegistrationForms.change("resume", form)).mustBe(200);
        var next = callers.clerk()
                .sign(RegistrationForms.again("reissue", form, form))
                .mustBe(201)
                .registration();
        // When
        var before = history(old);
        var after = history(next);
        // Then
        assertThat(texts(before.at("/steps"), "change")).containsExactly("signed", "suspend", "resume", "reissue");
        assertThat(texts(before.at("/steps"), "state")).containsExactly("ACTIVE", "SUSPENDED", "ACTIVE", "CLOSED");
        assertThat(before.at("/steps/1/reason").asText()).isEqualTo("lost");
        assertThat(before.at("/successor").asText()).isEqualTo(next);
        assertThat(before.has("predecessor")).isFalse();
        assertThat(after.at("/predecessor").asText()).isEqualTo(old);
        assertThat(texts(after.at("/steps"), "state")).containsExactly("ACTIVE");
    }

    @Test
    @Tag("N-10")
    void theLinesAreAllOfThePersonsWithTheirStates() {
        // Given
        var card = RegistrationForms.mobile();
        callers.clerk().sign(card).mustBe(201);
        var closed = RegistrationForms.anotherMobile(card);
        callers.clerk().sign(closed).mustBe(201);
        callers.provisioning().close(closed).mustBe(200);
        var restricted = RegistrationForms.anotherMobile(card);
        callers.clerk().sign(restricted).mustBe(201);
        callers.provisioning()
                .change(RegistrationForms.change("restrict", restricted).with("reason", "fraud_suspect"))
                .mustBe(200);
        callers.clerk().sign(RegistrationForms.anotherInternet(card)).mustBe(201);
        // When
        var lines = auditor()
                .lookUp(RegistrationForms.audit(card).with("fields", List.of("lines")))
                .mustBe(200)
                .mustNotTell(List.of(restricted.text("service.number")))
                .json()
                .at("/provenance/lines");
        // Then
        assertThat(texts(lines, "state")).containsExactly("ACTIVE", "CLOSED", "RESTRICTED", "ACTIVE");
        assertThat(texts(lines, "inName")).containsExactly("true", "false", "true", "true");
        assertThat(texts(lines, "countsAsCard")).containsExactly("true", "false", "true", "false");
    }

    @Test
    @Tag("P-9.2")
    void auditorAndOfficerReadTheConsentReceiptOfEveryStore() {
        // Given
        var form = RegistrationForms.mobile();
        var registration = callers.named("clerk-2").sign(form).mustBe(201).registration();
        var handedOver = callers.named("clerk-2")
                .get("/v1/registrations/" + registration + "/consent")
                .mustBe(200);
        // When
        var audited = auditor()
                .lookUp(RegistrationForms.audit(form).with("fields", List.of("consent")))
                .mustBe(200);
        var officer = staff.like("officer-1")
                .caller()
                .lookUp(RegistrationForms.audit(form)
                        .with("purpose", "DISPUTE")
                        .with("caseRef", "CASE-3")
                        .with("fields", List.of("consent")))
                .mustBe(200);
        // Then
        assertThat(audited.json().at("/provenance/consent")).isEqualTo(handedOver.json());
        assertThat(officer.json().at("/provenance/consent")).isEqualTo(handedOver.json());
        staff.like("auditor-1-ridge")
                .caller()
                .lookUp(RegistrationForms.audit(form).with("fields", List.of("consent")))
                .mustRefuse(404, "NOT_FOUND");
    }

    private ApiCaller auditor() {
        return staff.like("auditor-1").caller();
    }

    private JsonNode history(String registration) {
        return auditor()
                .lookUp(RequestForm.empty()
                        .with("registrationId", registration)
                        .with("purpose", "COMPLIANCE_AUDIT")
                        .with("legalBasis", "LEGAL_DUTY")
                        .with("fields", List.of("history")))
                .mustBe(200)
                .json()
                .at("/provenance/history");
    }

    private static String subject(String user) {
        return DemoUser.named(user).orElseThrow().subject();
    }

    private static List<String> texts(JsonNode list, String member) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(each -> each.path(member).asText())
                .toList();
    }
}
