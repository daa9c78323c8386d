package io.shiming.registration.correction;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.shiming.fixture.ApiCaller;
import io.shiming.fixture.ApiCallers;
import io.shiming.fixture.ApiReply;
import io.shiming.fixture.AuthorityStandIn;
import io.shiming.fixture.CorrectionForms;
import io.shiming.fixture.DealerStaff;
import io.shiming.fixture.EventsOf;
import io.shiming.fixture.InParallel;
import io.shiming.fixture.RegistrationForms;
import io.shiming.fixture.RequestForm;
import io.shiming.fixture.Superuser;
import io.shiming.registration.integrity.Sweeping;
import io.shiming.trial.Mood;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is recorded of a subscriber is corrected after the document was checked again; the earlier versions stay. */
@QuarkusTest
@Tag("PI-46")
@DisplayName("a correction")
class CorrectionsTest {
    private static final String UNGUARDED = "SET session_replication_role = replica; ";
    private static final String RIGHT_ADDRESS = "测试省样例市更正路7号";

    @Inject
    ApiCallers callers;

    @Inject
    Superuser superuser;

    @Inject
    Sweeping sweeping;

    @Inject
    AuthorityStandIn authority;

    @Inject
    DealerStaff staff;

    private RequestForm form;
    private String registration;

    @BeforeEach
    void aSubscriberIsRegistered() {
        form = RegistrationForms.mobile();
        registration = callers.clerk().sign(form).mustBe(201).registration();
    }

    @AfterEach
    void toAHealthyAuthority() {
        authority.isBack();
    }

    @Test
    void aMistypedAddressIsCorrectedAndBothVersionsStay() throws Exception {
        // When
        var corrected =
                correct(callers.clerk(), withAddress(RIGHT_ADDRESS)).mustBe(201).mustNotTell(form.personal());
        // Then
        assertThat(corrected.text("/version")).isEqualTo("2");
        assertThat(corrected.json().at("/corrected").toString()).isEqualTo("[\"address\"]");
        assertThat(address(null)).isEqualTo(RIGHT_ADDRESS);
        assertThat(address(2)).isEqualTo(RIGHT_ADDRESS);
        assertThat(address(1)).isEqualTo(form.text("subscriber.address"));
        // And the log tells of it, about the person
        assertThat(superuser.texts(
                        "SELECT act || ' ' || purpose || ' ' || (convert_from(bytes, 'UTF8')::jsonb ->> 'fields')"
                                + " FROM audit.entry JOIN audit.subject_entry USING (entry_id) WHERE entry_id = ?::uuid",
                        corrected.text("/receipt/entryId")))
                .containsExactly("IDENTITY_CORRECTED DATA_SUBJECT_REQUEST [\"address\"]");
        assertThat(EventsOf.registration(callers.provisioning(), registration)).contains("registration.corrected");
        sweeping.pass(1);
        assertThat(named()).isEmpty();
    }

    @Test
    void aRareCharacterIsCorrectedWithASecondReviewer() throws Exception {
        // Given
        var right = request("rare_character")
                .with("holder", form.with("subscriber.name", "测𠮷试").json().get("subscriber"));
        // Then
        correct(callers.clerk(), right).mustRefuse(422, "SECOND_REVIEWER_REQUIRED");
        var corrected = correct(beside(), right).mustBe(201);
        assertThat(corrected.json().at("/corrected").toString()).isEqualTo("[\"name\"]");
        assertThat(shown(List.of("name", "versions"), null).text("/subscriber/name"))
                .isEqualTo("测𠮷试");
        var first = shown(List.of("name", "versions"), 1);
        assertThat(first.text("/subscriber/name")).isEqualTo(form.text("subscriber.name"));
        assertThat(first.text("/identityVersion")).isEqualTo("1");
        sweeping.pass(1);
        assertThat(named()).isEmpty();
    }

    @Test
    void theAuditorReadsWhenWhyAndByWhomEachVersionWasMade() {
        // Given
        var corrected = correct(callers.clerk(), withAddress(RIGHT_ADDRESS)).mustBe(201);
        var again = correct(beside(), withAddress("测试省样例市更正路8号")).mustBe(201);
        // When
        var versions = shown(List.of("versions"), null).json().at("/provenance/versions");
        // Then
        assertThat(versions).hasSize(3);
        assertThat(versions.at("/0").has("reason")).isFalse();
        assertThat(versions.at("/1/fields").toString()).isEqualTo("[\"address\"]");
        assertThat(versions.at("/1/reason").asText()).isEqualTo("typing_error");
        assertThat(versions.at("/1/source").asText()).isEqualTo("document_shown");
        assertThat(versions.at("/1/entryId").asText()).isEqualTo(corrected.text("/receipt/entryId"));
        assertThat(versions.at("/1").has("secondPerson")).isFalse();
        assertThat(versions.at("/1/checkId").asText()).isNotEmpty();
        assertThat(versions.at("/2/entryId").asText()).isEqualTo(again.text("/receipt/entryId"));
        assertThat(versions.at("/2/secondPerson").asText()).isNotEmpty();
    }

    @Test
    void anEarlierVersionIsReadByThoseWhoAreGrantedTheVersionsOnly() {
        correct(callers.clerk(), withAddress(RIGHT_ADDRESS)).mustBe(201);
        var question = RegistrationForms.audit(form).with("identityVersion", 1);
        callers.auditor().lookUp(question.with("fields", List.of("name"))).mustRefuse(400, "INVALID_ARGUMENT");
        callers.auditor()
                .lookUp(question.with("identityVersion", 0).with("fields", List.of("versions")))
                .mustRefuse(400, "OUT_OF_RANGE");
        callers.auditor()
                .lookUp(question.with("identityVersion", 3).with("fields", List.of("versions")))
                .mustRefuse(404, "NOT_FOUND");
        callers.clerk()
                .lookUp(DealerStaff.service(form).with("identityVersion", 1).with("fields", List.of("versions")))
                .mustRefuse(403, "PERMISSION_DENIED");
    }

    @Test
    void onlyTheDocumentOfTheRegistrationCorrectsItAtACounter() {
        // Given
        var stranger = RegistrationForms.mobile();
        callers.clerk().sign(stranger).mustBe(201);
        var request = request("typing_error").with("holder", stranger.json().get("subscriber"));
        // Then
        correct(beside(), request).mustRefuse(409, "CORRECTION_OTHER_DOCUMENT").mustHelp();
        callers.clerk()
                .keyed()
                .post(
                        path(UUID.randomUUID().toString()),
                        withAddress(RIGHT_ADDRESS).json())
                .mustRefuse(409, "CORRECTION_OTHER_DOCUMENT");
        assertThat(versions()).isOne();
    }

    @Test
    void whatTheRecordSaysAlreadyIsNoCorrection() {
        correct(callers.clerk(), request("typing_error")).mustRefuse(409, "CORRECTION_EMPTY");
        assertThat(versions()).isOne();
        // And that it was compared stands in the person's own part of the log
        assertThat(superuser.texts(
                        "SELECT e.reason FROM audit.entry e JOIN registry.registration r USING (person_id)"
                                + " WHERE r.public_id = ?::uuid AND e.act = 'IDENTITY_CORRECTED' AND e.decision = 'REFUSED'",
                        registration))
                .containsExactly("CORRECTION_EMPTY");
    }

    @Test
    void aChildDoesNotBecomeTheHolderWithoutAGuardian() {
        // Given
        form = RegistrationForms.mobileByPassport();
        registration = beside().sign(form).mustBe(201).registration();
        var child = form.with(
                        "subscriber.document.birthDate",
                        LocalDate.now().minusYears(12).toString())
                .without("subscriber.document.mrz");
        // Then
        correct(beside(), CorrectionForms.request(child, "typing_error")).mustRefuse(422, "GUARDIAN_REQUIRED");
        assertThat(versions()).isOne();
    }

    @Test
    void aPassportTypedByHandWithoutItsZoneNeedsASecondPerson() {
        // Given
        form = RegistrationForms.mobileByPassport();
        registration = beside().sign(form).mustBe(201).registration();
        var typed = CorrectionForms.address(form.without("subscriber.document.mrz"), RIGHT_ADDRESS)
                .with("capture.method", "manual");
        // Then
        correct(callers.clerk(), typed).mustRefuse(422, "SECOND_REVIEWER_REQUIRED");
        correct(beside(), typed).mustBe(201);
    }

    @Test
    void theReasonMustCoverWhatIsCorrected() {
        correct(callers.clerk(), withAddress(RIGHT_ADDRESS).with("reason", "no_reason"))
                .mustRefuse(400, "INVALID_ARGUMENT")
                .mustName("/reason");
        var dates = request("rare_character")
                .with(
                        "holder",
                        form.with("subscriber.document.expiresOn", "2037-06-01")
                                .json()
                                .get("subscriber"));
        correct(callers.clerk(), dates).mustRefuse(400, "INVALID_ARGUMENT").mustName("/reason");
        correct(callers.clerk(), dates.with("reason", "document_renewed")).mustBe(201);
    }

    @ParameterizedTest
    @CsvSource({
        "reason, FIELD_REQUIRED, 422",
        "source, FIELD_REQUIRED, 422",
        "capture, FIELD_REQUIRED, 422",
        "match, FACE_MATCH_REQUIRED, 422",
        "holder.document, DOCUMENT_REQUIRED, 422",
        "holder.address, ADDRESS_REQUIRED, 422"
    })
    void withoutTheDocumentNothingIsCorrected(String without, String code, int status) {
        correct(callers.clerk(), withAddress(RIGHT_ADDRESS).without(without)).mustRefuse(status, code);
        assertThat(versions()).isOne();
    }

    @Test
    void theAuthorityMustConfirmTheDocument() {
        var denied = request("typing_error")
                .with("holder", form.with("subscriber.name", "测不符").json().get("subscriber"));
        correct(beside(), denied).mustRefuse(422, "IDENTITY_MISMATCH");
        authority.is(Mood.DOWN);
        correct(callers.clerk(), withAddress(RIGHT_ADDRESS)).mustRefuse(503, "UNAVAILABLE");
        assertThat(versions()).isOne();
    }

    @Test
    void anOfficerCorrectsByACaseAndTwoOfThemCorrectAName() {
        // Given
        var officer = callers.named("officer-1");
        var byPapers = withAddress(RIGHT_ADDRESS)
                .without("capture")
                .without("match")
                .with("source", "subject_request")
                .with("caseRef", "CASE-2026/7");
        var name = byPapers.with(
                "holder", form.with("subscriber.name", "测改试").json().get("subscriber"));
        // Then
        correct(officer, byPapers.without("caseRef")).mustRefuse(422, "CASE_REQUIRED");
        correct(officer, byPapers.with("source", "document_shown")).mustRefuse(400, "INVALID_ARGUMENT");
        correct(officer, withAddress(RIGHT_ADDRESS)).mustRefuse(422, "FIELD_NOT_ALLOWED");
        correct(officer, byPapers).mustBe(201);
        correct(officer, name).mustRefuse(422, "SECOND_REVIEWER_REQUIRED");
        correct(officer.with("Second-Reviewer", callers.token("officer-1")), name)
                .mustRefuse(422, "SECOND_REVIEWER_REQUIRED");
        var colleague = staff.like("officer-1").draft().mint();
        correct(officer.with("Second-Reviewer", colleague), name).mustBe(201);
        var versions = shown(List.of("versions"), null).json().at("/provenance/versions");
        assertThat(versions.at("/1/caseRef").asText()).isEqualTo("CASE-2026/7");
        assertThat(versions.at("/2/fields").toString()).isEqualTo("[\"name\",\"address\"]");
        officer.keyed()
                .post(path(UUID.randomUUID().toString()), byPapers.json())
                .mustRefuse(404, "NOT_FOUND");
    }

    @Test
    void aClosedLinesRecordIsAnOfficersAffair() {
        callers.provisioning().close(form).mustBe(200);
        correct(callers.clerk(), withAddress(RIGHT_ADDRESS)).mustRefuse(409, "CORRECTION_OTHER_DOCUMENT");
        correct(
                        callers.named("officer-1"),
                        withAddress(RIGHT_ADDRESS)
                                .without("capture")
                                .without("match")
                                .with("source", "own_check")
                                .with("caseRef", "CASE-8"))
                .mustBe(201);
    }

    @Test
    void theSameKeyGivesTheSameAnswer() {
        // Given
        var key = UUID.randomUUID().toString();
        var caller = callers.clerk().with("Idempotency-Key", key);
        // When
        var first = caller.post(path(registration), withAddress(RIGHT_ADDRESS).json())
                .mustBe(201);
        authority.is(Mood.DOWN);
        var again = caller.post(path(registration), withAddress(RIGHT_ADDRESS).json())
                .mustBe(201);
        // Then
        assertThat(again.json()).isEqualTo(first.json());
        assertThat(versions()).isEqualTo(2);
        caller.post(path(registration), withAddress("测试省样例市更正路9号").json()).mustRefuse(422, "IDEMPOTENCY_KEY_REUSED");
    }

    @Test
    void ofManyCorrectionsAtOnceEachFollowsOneThatItHasSeen() throws Exception {
        // When
        var answers = InParallel.run(6, n -> correct(callers.clerk(), withAddress("测试省样例市并行路" + n + "号")));
        // Then: a correction was refused, or was compared with the version before it
        assertThat(answers)
                .allMatch(answer -> answer.status() == 201
                        || (answer.status() == 409 && answer.code().equals("CORRECTED_MEANWHILE")));
        var written = answers.stream().filter(answer -> answer.status() == 201).toList();
        assertThat(written).isNotEmpty();
        assertThat(versions()).isEqualTo(1 + written.size());
        assertThat(written).extracting(answer -> answer.text("/version")).doesNotHaveDuplicates();
        sweeping.pass(1);
        assertThat(named()).isEmpty();
    }

    @Test
    void ofTwoCorrectionsOfOneVersionTheSecondIsRefused() throws Exception {
        // Given: a correction that the authority keeps waiting
        authority.is(Mood.SLOW, 1_500);
        // When
        var answers = InParallel.run(2, n -> correct(callers.clerk(), withAddress("测试省样例市同时路" + n + "号")));
        // Then
        assertThat(answers).extracting(ApiReply::status).containsExactlyInAnyOrder(201, 409);
        assertThat(versions()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SET sealed = set_byte(i.sealed, 40, get_byte(i.sealed, 40) # 1) | EDITED",
                "SET reason = 'name_changed' | EDITED",
                "SET source = 'court_decision' | EDITED",
                "SET corrected_by = 'another' | EDITED",
                "SET second_person = 'another' | EDITED",
                "SET fields = 'name' | EDITED",
                "SET check_id = 'another' | EDITED",
                "SET created_at = created_at - interval '1 day' | EDITED"
            })
    void anEditedVersionIsFoundByTheSweep(String edit, String finding) throws Exception {
        correct(callers.clerk(), withAddress(RIGHT_ADDRESS)).mustBe(201);
        superuser.run(UNGUARDED + "UPDATE registry.corrected_identity i " + edit + itsSecond());
        sweeping.pass(1);
        assertThat(named()).containsExactly("identity/2 " + finding);
    }

    @Test
    void aVersionThatWasTakenAwayIsFoundByTheSweep() throws Exception {
        correct(callers.clerk(), withAddress(RIGHT_ADDRESS)).mustBe(201);
        superuser.run(UNGUARDED + "DELETE FROM registry.corrected_identity i"
                + itsSecond().replaceFirst(" FROM ", " USING "));
        sweeping.pass(1);
        assertThat(named()).containsExactly("identity/2 DELETED");
    }

    @Test
    void aDamagedRecordIsNotCorrected() {
        superuser.run(UNGUARDED + "UPDATE registry.registration"
                + " SET sealed = set_byte(sealed, 40, get_byte(sealed, 40) # 1) WHERE public_id = '" + registration
                + "'");
        correct(callers.clerk(), withAddress(RIGHT_ADDRESS)).mustRefuse(500, "INTEGRITY");
        assertThat(named()).containsExactly("identity/1 EDITED");
    }

    private String itsSecond() {
        return " FROM registry.registration r WHERE r.person_id = i.person_id AND r.registration_id = i.registration_id"
                + " AND i.version = 2 AND r.public_id = '" + registration + "'";
    }

    private long versions() {
        return superuser.number(
                "SELECT count(*) FROM registry.identity_version JOIN registry.registration USING (person_id, registration_id)"
                        + " WHERE public_id = ?::uuid",
                registration);
    }

    private List<String> named() {
        return superuser.texts(
                "SELECT convert_from(bytes, 'UTF8')::jsonb -> 'fields' ->> 0 FROM audit.entry"
                        + " WHERE act = 'INTEGRITY_FAILED' AND registration = ?::uuid ORDER BY entry_id",
                registration);
    }

    private ApiCaller beside() {
        return callers.clerk().with("Second-Reviewer", callers.token("clerk-3"));
    }

    private ApiReply correct(ApiCaller caller, RequestForm request) {
        return CorrectionForms.correct(caller, registration, request);
    }

    private static String path(String registration) {
        return "/v1/registrations/" + registration + "/corrections";
    }

    private RequestForm withAddress(String address) {
        return request("typing_error")
                .with("holder", form.with("subscriber.address", address).json().get("subscriber"));
    }

    private RequestForm request(String reason) {
        return CorrectionForms.request(form, reason);
    }

    private String address(Integer version) {
        return shown(List.of("address", "versions"), version).text("/subscriber/address");
    }

    private ApiReply shown(List<String> fields, Integer version) {
        var question = RegistrationForms.audit(form).with("fields", fields);
        return callers.auditor()
                .lookUp(version == null ? question : question.with("identityVersion", version))
                .mustBe(200);
    }
}
