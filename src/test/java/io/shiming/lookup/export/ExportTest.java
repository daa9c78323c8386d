package io.shiming.lookup.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quarkus.scheduler.Scheduler;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.shiming.fixture.ApiCaller;
import io.shiming.fixture.ApiCallers;
import io.shiming.fixture.ApiReply;
import io.shiming.fixture.CorrectionForms;
import io.shiming.fixture.DealerStaff;
import io.shiming.fixture.Dealership;
import io.shiming.fixture.InParallel;
import io.shiming.fixture.Recipient;
import io.shiming.fixture.RegistrationForms;
import io.shiming.fixture.RequestForm;
import io.shiming.fixture.Superuser;
import io.shiming.fixture.SyntheticNumbers;
import io.shiming.fixture.TestClock;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Many records for one recipient, by two persons. */
@QuarkusTest
@Tag("P-13.3")
@Tag("P-13.4")
@DisplayName("bulk export")
class ExportTest {
    private static final Recipient RECIPIENT = new Recipient();

    @Inject
    ApiCallers callers;

    @Inject
    DealerStaff staff;

    @Inject
    Superuser superuser;

    @Inject
    Scheduler scheduler;

    @Inject
    TestClock clock;

    private Dealership shop;
    private String id;

    @BeforeEach
    void aDealersOwnSubscribers() {
        shop = Dealership.of(callers);
        id = UUID.randomUUID().toString();
    }

    @Test
    void theRecipientOpensItAndEveryLineSaysWhoExportedItAndUnderWhichEntries() throws Exception {
        // Given
        var form = RegistrationForms.mobile();
        var registration = signed(form);
        signed(RegistrationForms.internet());
        signed(RegistrationForms.mobileByPassport());
        approved(order());
        // When
        var file = file(callers.named("officer-1"));
        // Then
        assertThat(file.statusCode()).isEqualTo(200);
        var lines = RECIPIENT.lines(file.asByteArray());
        assertThat(lines).hasSize(4);
        assertThat(lines.get(0))
                .isEqualTo("exportedBy,exportEntry,recordEntry,registrationId,serviceType,status,signedAt,"
                        + "name,documentType,documentNumber,serviceNumber");
        var cells = lines.stream()
                .filter(line -> line.contains(registration))
                .findFirst()
                .orElseThrow()
                .split(",");
        assertThat(cells[0]).isEqualTo(actorOf("EXPORT_BEGUN"));
        assertThat(cells[1]).isEqualTo(entryOf("EXPORT_BEGUN"));
        assertThat(file.header("Audit-Entry")).startsWith(cells[1]);
        assertThat(cells[7]).isEqualTo(form.text("subscriber.name"));
        assertThat(cells[9]).isEqualTo(form.text("subscriber.document.number"));
        assertThat(cells[10]).startsWith("'+86139"); // a plus would be a formula
        // And the person's own part of the log has the record's entry
        assertThat(superuser.texts(
                        "SELECT e.act FROM audit.entry e"
                                + " JOIN registry.registration r USING (person_id) WHERE r.public_id = ?::uuid"
                                + " AND e.entry_id = ?::uuid",
                        registration,
                        cells[2]))
                .containsExactly("EXPORT_RECORD_OPENED");
        assertThat(new String(file.asByteArray(), StandardCharsets.UTF_8))
                .doesNotContain(form.text("subscriber.document.number"), form.text("subscriber.name"));
    }

    @Test
    @Tag("PI-46")
    void aCorrectedRecordLeavesAsItIsNow() throws Exception {
        // Given
        var form = RegistrationForms.mobile();
        var right = CorrectionForms.request(form.with("subscriber.name", "测𠮷试"), "rare_character");
        CorrectionForms.correct(callers.clerk().with("Second-Reviewer", callers.token("clerk-3")), signed(form), right)
                .mustBe(201);
        approved(order());
        // When
        var line =
                RECIPIENT.lines(file(callers.named("officer-1")).asByteArray()).get(1);
        // Then
        assertThat(line.split(",")[7]).isEqualTo("测𠮷试");
    }

    @Test
    @Tag("case-B12")
    void aSpreadsheetGetsAByteOrderMarkAndTextThatReadsBack() throws Exception {
        // Given: a name that begins with an apostrophe
        var form = RegistrationForms.internet().with("subscriber.name", "'t Voorbeeld");
        signed(form);
        approved(order());
        // When
        var line =
                RECIPIENT.lines(file(callers.named("officer-1")).asByteArray()).get(1);
        // Then: one apostrophe more
        assertThat(line.split(",")[7]).isEqualTo("''t Voorbeeld");
        // When
        id = UUID.randomUUID().toString();
        approved(order().with("spreadsheet", true));
        var seen = callers.named("approver-1").get("/v1/exports/" + id).mustBe(200);
        var lines = RECIPIENT.lines(file(callers.named("officer-1")).asByteArray());
        // Then
        assertThat(seen.text("/spreadsheet")).isEqualTo("true");
        assertThat(lines.get(0)).startsWith("\uFEFFexportedBy,");
        assertThat(lines.get(1).split(",")).allMatch(cell -> cell.startsWith("'"));
        assertThat(lines.get(1).split(",")[7].substring(1)).isEqualTo("'t Voorbeeld");
        assertThat(lines.get(1).split(",")[9].substring(1)).isEqualTo(form.text("subscriber.document.number"));
    }

    @Test
    void everyRecordOfManyWindowsIsInItOnce() throws Exception {
        // Given: windows of forty
        var signed = IntStream.range(0, 90)
                .mapToObj(n -> signed(n % 3 == 0 ? RegistrationForms.mobile() : RegistrationForms.internet()))
                .toList();
        approved(order());
        // When
        var lines = RECIPIENT.lines(file(callers.named("officer-1")).asByteArray());
        // Then
        assertThat(lines.stream().skip(1).map(line -> line.split(",")[3])).containsExactlyInAnyOrderElementsOf(signed);
        assertThat(lines.stream().skip(1).map(line -> line.split(",")[2])).doesNotHaveDuplicates();
        // When: only one service
        id = UUID.randomUUID().toString();
        approved(order().with("serviceType", "mobile"));
        // Then
        assertThat(registrations(file(callers.named("officer-1")))).hasSize(30).isSubsetOf(signed);
    }

    @Test
    void everyStepIsInTheLogWithWhatWasApproved() {
        signed(RegistrationForms.internet());
        approved(order());
        file(callers.named("officer-1"));
        assertThat(superuser.texts(
                        "SELECT act FROM audit.entry WHERE convert_from(bytes, 'UTF8')::jsonb ->> 'caseRef' = ?"
                                + " AND act <> 'EXPORT_RECORD_OPENED' ORDER BY at",
                        "export/" + id))
                .containsExactly("EXPORT_ORDERED", "EXPORT_APPROVED", "EXPORT_BEGUN", "EXPORT_ENDED");
        assertThat(superuser.number(
                        "SELECT count(DISTINCT convert_from(bytes, 'UTF8')::jsonb ->> 'requestDigest') FROM audit.entry"
                                + " WHERE act IN ('EXPORT_ORDERED', 'EXPORT_APPROVED')"
                                + " AND convert_from(bytes, 'UTF8')::jsonb ->> 'caseRef' = ?",
                        "export/" + id))
                .isEqualTo(1);
        assertThat(superuser.texts(
                        "SELECT kind FROM registry.access_alarm WHERE entry_id = ?::uuid", entryOf("EXPORT_BEGUN")))
                .containsExactly("BULK_EXPORT");
        var seen = callers.named("approver-1").get("/v1/exports/" + id).mustBe(200);
        assertThat(seen.text("/status") + seen.text("/records")).isEqualTo("DONE1");
        assertThat(seen.text("/recipientKeyFingerprint")).hasSize(64);
    }

    @Test
    void withoutASecondPersonThereIsNoFile() {
        var ordered = put(callers.named("officer-1"), "", order()).mustBe(202);
        assertThat(ordered.text("/status")).isEqualTo("PENDING_APPROVAL");
        refused(file(callers.named("officer-1")), 403, "BULK_ORDER_NOT_IN_FORCE");
    }

    @Test
    void orderIsNotApprovedByItsMakerOrAnotherOfTheSameUnit() {
        var officer = staff.like("officer-1");
        put(officer.caller(), "", order()).mustBe(202);
        put(officer.caller(), "/approval", RequestForm.empty()).mustRefuse(403, "SECOND_PERSON_REQUIRED");
        put(new ApiCaller(officer.draft().with("unit", "compliance").mint()), "/approval", RequestForm.empty())
                .mustRefuse(403, "SECOND_PERSON_REQUIRED");
        put(staff.like("officer-1").caller(), "/approval", RequestForm.empty())
                .mustRefuse(403, "SECOND_PERSON_REQUIRED");
        put(
                        new ApiCaller(callers.draft("approver-1")
                                .with("unit", "data-protection")
                                .mint()),
                        "/approval",
                        RequestForm.empty())
                .mustRefuse(403, "SECOND_PERSON_REQUIRED");
        put(callers.named("approver-1-ridge"), "/approval", RequestForm.empty())
                .mustRefuse(403, "SECOND_PERSON_REQUIRED");
        put(callers.named("approver-1"), "/approval", RequestForm.empty()).mustBe(200);
        put(callers.named("approver-1"), "/approval", RequestForm.empty()).mustRefuse(403, "SECOND_PERSON_REQUIRED");
    }

    @Test
    void approverNeedsAUnitAndAFreshAuthentication() {
        put(new ApiCaller(callers.draft("officer-1").without("unit").mint()), "", order())
                .mustRefuse(403, "PERMISSION_DENIED");
        put(callers.named("officer-1"), "", order()).mustBe(202);
        put(new ApiCaller(callers.draft("approver-1").without("auth_time").mint()), "/approval", RequestForm.empty())
                .mustRefuse(401, "STEP_UP_REQUIRED");
        put(callers.named("approver-1"), "/approval", RequestForm.empty()).mustBe(200);
        refused(file(new ApiCaller(callers.draft("officer-1").without("acr").mint())), 401, "STEP_UP_REQUIRED");
    }

    @Test
    void anotherThanTheOneWhoOrderedDoesNotGetIt() {
        approved(order());
        refused(file(staff.like("officer-1").caller()), 403, "BULK_ORDER_NOT_IN_FORCE");
        refused(file(callers.named("officer-1-ridge")), 403, "BULK_ORDER_NOT_IN_FORCE");
        assertThat(file(callers.named("officer-1")).statusCode()).isEqualTo(200);
    }

    @Test
    void itIsFetchedOnceHoweverManyAskAtOnce() {
        approved(order());
        var officer = callers.named("officer-1");
        var answers = InParallel.run(8, n -> file(officer).statusCode());
        assertThat(answers).filteredOn(status -> status == 200).hasSize(1);
        assertThat(answers).filteredOn(status -> status == 403).hasSize(7);
        refused(file(officer), 403, "BULK_ORDER_NOT_IN_FORCE");
    }

    @Test
    void orderAndApprovalExpireAfterADay() {
        put(callers.named("officer-1"), "", order()).mustBe(202);
        expire();
        put(callers.named("approver-1"), "/approval", RequestForm.empty()).mustRefuse(403, "SECOND_PERSON_REQUIRED");
        id = UUID.randomUUID().toString();
        approved(order());
        expire();
        refused(file(callers.named("officer-1")), 403, "BULK_ORDER_NOT_IN_FORCE");
    }

    @Test
    void withoutTheLogThereIsNotAByteOfIt() {
        // Given
        var form = RegistrationForms.internet();
        signed(form);
        approved(order());
        superuser.run("REVOKE INSERT ON audit.entry FROM shiming_service");
        try {
            // When
            var refused = file(callers.named("officer-1"));
            // Then
            ApiReply.of(refused).mustRefuse(503, "UNAVAILABLE").mustNotTell(form.personal());
        } finally {
            superuser.run("GRANT INSERT ON audit.entry TO shiming_service");
        }
        assertThat(file(callers.named("officer-1")).statusCode()).isEqualTo(200); // nothing was used up
    }

    @Test
    void aRecordWhoseEntryCannotBeWrittenIsNotInIt() {
        // Given: the log takes the entry that the export begins, and none about a record
        var form = RegistrationForms.internet();
        signed(form);
        approved(order());
        superuser.run(
                "CREATE FUNCTION public.no_such_entry() RETURNS trigger LANGUAGE plpgsql AS"
                        + " 'BEGIN RAISE EXCEPTION ''full''; END'",
                "CREATE TRIGGER no_such_entry BEFORE INSERT ON audit.entry FOR EACH ROW"
                        + " WHEN (NEW.act = 'EXPORT_RECORD_OPENED') EXECUTE FUNCTION public.no_such_entry()");
        Response broken;
        try {
            broken = fileOrNothing(callers.named("officer-1"));
        } finally {
            superuser.run("DROP FUNCTION public.no_such_entry() CASCADE");
        }
        // Then
        mustNotOpen(broken);
        assertThat(callers.named("approver-1").get("/v1/exports/" + id).text("/status"))
                .isEqualTo("FAILED");
        refused(file(callers.named("officer-1")), 403, "BULK_ORDER_NOT_IN_FORCE");
    }

    @Test
    void aLogThatComesIntoDoubtEndsARunningExport() throws Exception {
        // Given: an export that was begun and waits for its first window
        signed(RegistrationForms.internet());
        approved(order());
        scheduler.pause();
        CompletableFuture<Response> running;
        try (var held = superuser.holding("LOCK TABLE registry.registration")) {
            running = CompletableFuture.supplyAsync(() -> fileOrNothing(callers.named("officer-1")));
            await().until(() -> superuser.number(
                            "SELECT count(*) FROM registry.bulk_order WHERE order_id = ?::uuid"
                                    + " AND begun_at IS NOT NULL",
                            id)
                    == 1);
            // When: no job has looked after the log for longer than lookups go on without that
            clock.moveBy(Duration.ofHours(25));
        }
        try {
            // Then
            mustNotOpen(running.get(30, TimeUnit.SECONDS));
            assertThat(superuser.texts("SELECT outcome FROM registry.bulk_order WHERE order_id = ?::uuid", id))
                    .containsExactly("FAILED");
            assertThat(entries("EXPORT_RECORD_OPENED")).isZero();
        } finally {
            clock.beRight();
            scheduler.resume();
        }
    }

    @Test
    void minorsAreLeftOutUnlessOneWhoMayAgreeToThemAgreed() throws Exception {
        // Given
        var minor = signed(aged(17));
        var adult = signed(aged(19));
        // When
        approved(order());
        // Then
        assertThat(registrations(file(callers.named("officer-1")))).containsExactly(adult);
        // When
        id = UUID.randomUUID().toString();
        put(callers.named("officer-1"), "", order().with("minors", true)).mustBe(202);
        // Then
        put(callers.named("approver-1"), "/approval", RequestForm.empty()).mustRefuse(403, "PERMISSION_DENIED");
        put(
                        new ApiCaller(staff.like("officer-1")
                                .draft()
                                .with("unit", "group-privacy")
                                .mint()),
                        "/approval",
                        RequestForm.empty())
                .mustBe(200);
        assertThat(registrations(file(callers.named("officer-1")))).containsExactlyInAnyOrder(minor, adult);
    }

    @Test
    void exportOmitsPlantedDecoysAndKeepsMarkedCustomers() throws Exception {
        var marked = signed(RegistrationForms.internet());
        var real = signed(RegistrationForms.internet());
        callers.named("officer-1")
                .keyed()
                .send("PUT", "/v1/decoys/" + marked, "application/json", new byte[0])
                .mustBe(200);
        approved(order());
        assertThat(registrations(file(callers.named("officer-1")))).containsExactlyInAnyOrder(marked, real);
        // When: as if the service had made it
        superuser.run(
                "UPDATE registry.decoy_mark SET passing = true WHERE marked_at = current_date AND operator_id = 1");
        id = UUID.randomUUID().toString();
        approved(order());
        // Then
        assertThat(registrations(file(callers.named("officer-1")))).containsExactly(real);
    }

    @Test
    void moreRecordsThanOrderedAreNoFile() {
        signed(RegistrationForms.internet());
        signed(RegistrationForms.internet());
        approved(order().with("mostRecords", 1));
        var broken = fileOrNothing(callers.named("officer-1"));
        mustNotOpen(broken);
        assertThat(callers.named("approver-1").get("/v1/exports/" + id).text("/status"))
                .isEqualTo("FAILED");
    }

    @Test
    void whatTheOrdersOfADayMayTakeIsLimited() {
        // Given
        approved(order().with("mostRecords", 100_000));
        superuser.run(
                "INSERT INTO registry.bulk_order (operator_id, order_id, kind, terms, terms_digest, most, ordered_by,"
                        + " ordered_unit, approved_by, approved_unit, approved_at, begun_at) VALUES (1, gen_random_uuid(), 'EXPORT',"
                        + " '', sha256(''), 290000, 'a', 'b', 'c', 'd', now(), now() - interval '23 hours')");
        // When
        var refused = file(callers.named("officer-1"));
        // Then
        refused(refused, 429, "QUOTA_EXCEEDED");
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 86_400);
        // When
        superuser.run("UPDATE registry.bulk_order SET begun_at = begun_at - interval '1 hour' WHERE most = 290000");
        // Then
        assertThat(file(callers.named("officer-1")).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "terms = replace(terms, '\"minors\":false', '\"minors\":true')",
                "most = 101",
                "ordered_by = 'another-person'",
                "ordered_unit = 'another-unit'",
                "approved_by = 'another-person'",
                "approved_unit = 'another-unit'",
                "approval_digest = NULL",
                "approval_digest = terms_digest"
            })
    void orderThatWasEditedInTheDatabaseIsRefused(String change) {
        approved(order());
        superuser.run("SET session_replication_role = replica", change(change));
        mustFailIntegrity();
    }

    @Test
    void approvalWrittenInTheDatabaseIsRefused() {
        put(callers.named("officer-1"), "", order()).mustBe(202);
        superuser.run(
                "SET session_replication_role = replica",
                change("approved_by = 'another-person', approved_unit = 'another-unit', approved_at = now()"));
        mustFailIntegrity();
    }

    private String change(String change) {
        return "UPDATE registry.bulk_order SET " + change + " WHERE order_id = '" + id + "'";
    }

    private void mustFailIntegrity() {
        refused(file(callers.named("officer-1")), 500, "INTEGRITY");
        put(callers.named("approver-1"), "/approval", RequestForm.empty()).mustRefuse(500, "INTEGRITY");
        assertThat(superuser.number(
                        "SELECT count(*) FROM audit.entry WHERE act = 'INTEGRITY_FAILED'"
                                + " AND convert_from(bytes, 'UTF8')::jsonb ->> 'caseRef' = ?",
                        "export/" + id))
                .isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "purpose, , 422, PURPOSE_REQUIRED",
        "purpose, MARKETING, 403, PURPOSE_NOT_ALLOWED",
        "purpose, CUSTOMER_SERVICE, 403, PURPOSE_NOT_ALLOWED",
        "legalBasis, CONTRACT, 403, PURPOSE_NOT_ALLOWED",
        "fields, image, 403, PERMISSION_DENIED",
        "fields, , 422, FIELD_REQUIRED",
        "signedFrom, , 422, FIELD_REQUIRED",
        "signedFrom, yesterday, 400, INVALID_ARGUMENT",
        "signedTo, 1999-01-01, 400, OUT_OF_RANGE",
        "recipient, , 422, FIELD_REQUIRED",
        "recipientKey, none, 400, INVALID_ARGUMENT",
        "serviceType, radio, 400, INVALID_ARGUMENT",
        "mostRecords, 0, 400, OUT_OF_RANGE",
        "mostRecords, 100001, 400, OUT_OF_RANGE",
        "mostRecords, , 422, FIELD_REQUIRED"
    })
    void whatIsNoOrderIsNotPlaced(String field, String value, int status, String code) {
        var bent = value == null
                ? order().without(field)
                : order().with(
                                field,
                                field.equals("mostRecords")
                                        ? Integer.valueOf(value)
                                        : field.equals("fields") ? List.of(value) : value);
        put(callers.named("officer-1"), "", bent).mustRefuse(status, code);
    }

    @Test
    void anIdIsOrderedOnce() {
        put(callers.named("officer-1"), "", order()).mustBe(202);
        put(callers.named("officer-1"), "", order().with("mostRecords", 9)).mustRefuse(409, "BULK_ORDER_EXISTS");
    }

    private RequestForm order() {
        var today = LocalDate.now(ZoneId.of("Asia/Shanghai"));
        return RequestForm.empty()
                .with("purpose", "COMPLIANCE_AUDIT")
                .with("legalBasis", "LEGAL_DUTY")
                .with("fields", List.of("name", "documentNumber", "serviceNumber"))
                .with("signedFrom", today.minusDays(1).toString())
                .with("signedTo", today.plusDays(1).toString())
                .with("dealer", shop.dealer)
                .with("recipient", "CA-TEST")
                .with("recipientKey", RECIPIENT.publicKey())
                .with("mostRecords", 100);
    }

    private void approved(RequestForm order) {
        put(callers.named("officer-1"), "", order).mustBe(202);
        put(callers.named("approver-1"), "/approval", RequestForm.empty()).mustBe(200);
    }

    private ApiReply put(ApiCaller caller, String under, RequestForm body) {
        return caller.keyed().put("/v1/exports/" + id + under, body.json());
    }

    private Response file(ApiCaller caller) {
        return caller.rawPost("/v1/exports/" + id + "/file");
    }

    /** What came, or null where the connection broke off. */
    private Response fileOrNothing(ApiCaller caller) {
        try {
            var answer = file(caller);
            answer.asByteArray();
            return answer;
        } catch (RuntimeException brokenOff) {
            return null;
        }
    }

    private static void mustNotOpen(Response broken) {
        if (broken != null && broken.statusCode() == 200) {
            var bytes = broken.asByteArray();
            assertThatThrownBy(() -> RECIPIENT.lines(bytes)).isInstanceOf(Exception.class);
        }
    }

    private long entries(String act) {
        return superuser.number(
                "SELECT count(*) FROM audit.entry WHERE act = ? AND convert_from(bytes, 'UTF8')::jsonb ->> 'caseRef' = ?",
                act,
                "export/" + id);
    }

    private static void refused(Response answer, int status, String code) {
        ApiReply.of(answer).mustRefuse(status, code);
    }

    private List<String> registrations(Response file) throws Exception {
        return RECIPIENT.lines(file.asByteArray()).stream()
                .skip(1)
                .map(line -> line.split(",")[3])
                .toList();
    }

    private String signed(RequestForm form) {
        return shop.atTheCounter().sign(form).mustBe(201).registration();
    }

    private static RequestForm aged(int years) {
        var born = LocalDate.now(ZoneId.of("Asia/Shanghai")).minusYears(years).minusDays(9);
        return RegistrationForms.internet()
                .with("subscriber.document.number", SyntheticNumbers.residentCard(440_000, born, years + 100));
    }

    private void expire() {
        superuser.run("UPDATE registry.bulk_order SET expires_at = now() WHERE order_id = '" + id + "'");
    }

    private String entryOf(String act) {
        return told(act, "entry_id::text");
    }

    private String actorOf(String act) {
        return told(act, "actor");
    }

    private String told(String act, String column) {
        return superuser
                .texts(
                        "SELECT " + column + " FROM audit.entry WHERE act = ?"
                                + " AND convert_from(bytes, 'UTF8')::jsonb ->> 'caseRef' = ?",
                        act,
                        "export/" + id)
                .get(0);
    }
}
