package io.shiming.lookup.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.scheduler.Scheduler;
import io.quarkus.test.junit.QuarkusTest;
import io.shiming.fixture.ApiCaller;
import io.shiming.fixture.ApiCallers;
import io.shiming.fixture.ApiReply;
import io.shiming.fixture.DocumentForms;
import io.shiming.fixture.OrganisationForms;
import io.shiming.fixture.RegistrationForms;
import io.shiming.fixture.RequestForm;
import io.shiming.fixture.Superuser;
import io.shiming.fixture.SyntheticNumbers;
import io.shiming.fixture.TestClock;
import io.shiming.lookup.OwnNumbersTest;
import io.shiming.registration.integrity.Sweeping;
import io.shiming.retention.Retaining;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Those who acted beside a subscriber: found by the own document on an order, and shown in full where the policy grants it. */
@QuarkusTest
@DisplayName("everyone who acted")
class PartiesTest {
    private static final String CLERK = "clerk-3";
    private static final String UNGUARDED = "SET session_replication_role = replica; ";
    private static final List<String> ALL = List.of("name", "documentNumber", "birthDate", "address", "parties");

    @Inject
    ApiCallers callers;

    @Inject
    Superuser superuser;

    @Inject
    Sweeping sweeping;

    @Inject
    Retaining retaining;

    @Inject
    Scheduler scheduler;

    @Inject
    TestClock clock;

    @AfterEach
    void itIsTodayAgain() {
        clock.beRight();
        scheduler.resume();
    }

    @Test
    @Tag("D-10a")
    void anOrderOnAnActualUsersDocumentFindsWhereThePersonActed() {
        // Given: the person uses a number of a firm that has another one
        var user = RegistrationForms.internet();
        var firm = OrganisationForms.fresh().complete().naming("actualUser", name(user), number(user));
        var signed = firm.signs(RegistrationForms.mobile());
        var registration = callers.clerk().sign(signed).mustBe(201).registration();
        var other = callers.clerk()
                .sign(firm.naming("actualUser", "测试使用人", OrganisationForms.USER).signs(RegistrationForms.mobile()))
                .mustBe(201)
                .registration();
        // When
        var reference = ordered("", List.of("name", "parties"), user);
        // Then
        var standing = callers.named("approver-1").get("/v1/cases/" + reference).mustBe(200);
        assertThat(standing.text("/subjects") + standing.text("/actedIn")).isEqualTo("01");
        var shown = callers.named("warrant-1")
                .lookUp(asked(reference, user).with("fields", List.of("name", "parties")))
                .mustBe(200);
        assertThat(shown.registration()).isEqualTo(registration);
        assertThat(shown.json().at("/actedIn").toString())
                .isEqualTo("[{\"registrationId\":\"" + registration + "\",\"role\":\"user\"}]");
        assertThat(shown.text("/subscriber/name")).isEqualTo(signed.text("organisation.name"));
        assertThat(shown.text("/subscriber/actualUser/name")).isEqualTo(name(user));
        shown.mustNotTell(List.of(number(user), signed.text("organisation.actualUser.address")));
        // And of the same firm nothing else
        callers.named("warrant-1").lookUp(byId(reference, registration)).mustBe(200);
        callers.named("warrant-1").lookUp(byId(reference, other)).mustRefuse(404, "NOT_FOUND");
        assertThat(superuser.number("SELECT used FROM registry.lawful_case WHERE case_ref = ?", reference))
                .isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"agent", "guardian", "handler", "responsible", "formerHolderBy", "formerHolder"})
    @Tag("D-10a")
    @Tag("R-9b")
    void anOrderOnAPartysDocumentFindsTheRegistration(String role) {
        // Given
        var person = RegistrationForms.internet();
        var registration = actedAs(role, person);
        var reference = ordered("", List.of(), person);
        // When
        var shown = callers.named("warrant-1").lookUp(byId(reference, registration));
        var found = callers.named("warrant-1").lookUp(asked(reference, person)).mustBe(200);
        // Then
        shown.mustBe(200).mustNotTell(List.of(number(person)));
        assertThat(found.json().at("/actedIn").toString())
                .isEqualTo("[{\"registrationId\":\"" + registration + "\",\"role\":\"" + role + "\"}]");
    }

    @Test
    @Tag("D-10a")
    void personWithALineOfTheOwnIsFoundWithWhatThePersonDidForOthers() {
        // Given
        var agent = RegistrationForms.internet();
        var own = callers.clerk().sign(agent).mustBe(201).registration();
        var acted = actedAs("agent", agent);
        // When
        var shown = callers.named("warrant-1")
                .lookUp(asked(ordered("", List.of(), agent), agent))
                .mustBe(200);
        // Then
        assertThat(shown.registration()).isEqualTo(own);
        assertThat(shown.text("/actedIn/0/registrationId")).isEqualTo(acted);
    }

    @Test
    @Tag("D-10a")
    void anOrderFindsWhereThePersonActedThoughThePersonHasALineOfTheOwnSince() {
        // Given
        var agent = RegistrationForms.internet();
        var acted = actedAs("agent", agent);
        var reference = ordered("", List.of("lines"), agent);
        var own = callers.clerk().sign(agent).mustBe(201).registration();
        // When
        var shown = callers.named("warrant-1").lookUp(asked(reference, agent)).mustBe(200);
        // Then
        assertThat(shown.registration()).isEqualTo(acted);
        assertThat(shown.text("/actedIn/0/registrationId")).isEqualTo(acted);
        callers.named("warrant-1").lookUp(byId(reference, own)).mustRefuse(404, "NOT_FOUND");
    }

    @Test
    @Tag("D-10a")
    void linesOfTheSubscriberAreToldAsFarAsTheOrderNamesThem() {
        // Given: an agent acted in one of the subscriber's two registrations
        var subscriber = RegistrationForms.fixed();
        var agent = RegistrationForms.internet();
        var acted =
                callers.clerk().sign(represented(subscriber, agent)).mustBe(201).registration();
        callers.clerk().sign(RegistrationForms.anotherFixed(subscriber)).mustBe(201);
        // When
        var onTheAgent = ordered("", List.of("lines"), agent);
        var onTheSubscriber = ordered("", List.of("lines"), subscriber);
        // Then
        assertThat(lines(onTheAgent, acted)).isEqualTo(1);
        assertThat(lines(onTheSubscriber, acted)).isEqualTo(2);
    }

    @Test
    @Tag("D-10a")
    void whatWasDoneOnAnOrderIsNotHandedToThePerson() {
        // Given
        var person = RegistrationForms.mobile();
        var registration = callers.clerk().sign(person).mustBe(201).registration();
        var reference = ordered("", List.of("name"), person);
        callers.named("warrant-1").lookUp(byId(reference, registration)).mustBe(200);
        callers.auditor().lookUp(RegistrationForms.audit(person)).mustBe(200);
        // When
        var query = callers.clerk()
                .post(
                        OwnNumbersTest.OWN_NUMBERS,
                        OwnNumbersTest.question(person).json())
                .mustBe(200)
                .auditEntry();
        var handed = callers.clerk()
                .post(
                        "/v1/subject-proofs",
                        RequestForm.empty()
                                .with("query", query)
                                .with("registrationId", registration)
                                .json())
                .mustBe(200);
        // Then
        assertThat(handed.text("/entryCount")).isEqualTo("3"); // signing, audit, own numbers
        assertThat(handed.body()).doesNotContain("LAWFUL_ORDER", reference);
    }

    @Test
    @Tag("D-10a")
    void anOrderThatDoesNotNameThePersonOrIsAnotherOperatorsFindsNothing() {
        var agent = RegistrationForms.internet();
        var registration = actedAs("agent", agent);
        var ofAnother = ordered("", List.of(), RegistrationForms.internet());
        callers.named("warrant-1").lookUp(asked(ofAnother, agent)).mustRefuse(404, "NOT_FOUND");
        assertThat(superuser.texts(
                        "SELECT kind FROM registry.access_alarm a JOIN audit.entry e USING (entry_id)"
                                + " WHERE convert_from(e.bytes, 'UTF8')::jsonb ->> 'caseRef' = ?",
                        ofAnother))
                .containsExactly("OUTSIDE_ORDER");
        var elsewhere = ordered("-ridge", List.of(), agent);
        var standing =
                callers.named("approver-1-ridge").get("/v1/cases/" + elsewhere).mustBe(200);
        assertThat(standing.text("/subjects") + standing.text("/actedIn")).isEqualTo("00");
        callers.named("warrant-1-ridge").lookUp(asked(elsewhere, agent)).mustRefuse(404, "NOT_FOUND");
        callers.named("warrant-1-ridge").lookUp(byId(elsewhere, registration)).mustRefuse(404, "NOT_FOUND");
    }

    @Test
    @Tag("R-9b")
    void withoutAnOrderAPartysDocumentLeadsNowhereAndAClerkSeesMasks() {
        // Given
        var agent = RegistrationForms.internet();
        var signed = represented(RegistrationForms.fixed(), agent);
        callers.clerk().sign(signed).mustBe(201);
        var byDocument = RequestForm.empty().with("document", document(agent));
        var service = RequestForm.empty()
                .with("line", RegistrationForms.line(signed).json())
                .with("purpose", "CUSTOMER_SERVICE")
                .with("legalBasis", "CONTRACT");
        // When and then
        callers.clerk()
                .lookUp(byDocument.with("purpose", "CUSTOMER_SERVICE").with("legalBasis", "CONTRACT"))
                .mustRefuse(404, "NOT_FOUND");
        callers.auditor()
                .lookUp(byDocument.with("purpose", "COMPLIANCE_AUDIT").with("legalBasis", "LEGAL_DUTY"))
                .mustRefuse(404, "NOT_FOUND");
        callers.clerk().lookUp(service.with("fields", List.of("parties"))).mustRefuse(403, "PERMISSION_DENIED");
        var masked = callers.clerk().lookUp(service).mustBe(200);
        masked.mustNotTell(List.of(name(agent), number(agent), agent.text("subscriber.address")));
        assertThat(masked.text("/subscriber/companion/birthDate")).isEmpty();
    }

    @Test
    @Tag("R-9b")
    void anAuditorReadsAPartyFieldByField() {
        // Given
        var agent = RegistrationForms.internet();
        var signed = represented(RegistrationForms.fixed(), agent);
        callers.clerk().sign(signed).mustBe(201);
        var question = RegistrationForms.audit(signed);
        // When
        var full = callers.auditor().lookUp(question.with("fields", ALL)).mustBe(200);
        var one = callers.auditor()
                .lookUp(question.with("fields", List.of("address", "parties")))
                .mustBe(200);
        var subscriberOnly = callers.auditor()
                .lookUp(question.with("fields", ALL.subList(0, 4)))
                .mustBe(200);
        // Then
        assertThat(full.text("/subscriber/companion/name")).isEqualTo(name(agent));
        assertThat(full.text("/subscriber/companion/documentNumber")).isEqualTo(number(agent));
        assertThat(full.text("/subscriber/companion/birthDate").replace("-", ""))
                .isEqualTo(number(agent).substring(6, 14));
        assertThat(full.text("/subscriber/companion/address")).isEqualTo(signed.text("agent.address"));
        assertThat(one.text("/subscriber/companion/address")).isEqualTo(signed.text("agent.address"));
        assertThat(one.text("/subscriber/companion/birthDate"))
                .isEqualTo(number(agent).substring(6, 8) + "**-**-**");
        one.mustNotTell(List.of(name(agent), number(agent)));
        subscriberOnly.mustNotTell(List.of(name(agent), number(agent), signed.text("agent.address")));
    }

    @Test
    void signingWithoutPartiesWritesNoRowOfThem() {
        var registration =
                callers.clerk().sign(RegistrationForms.mobile()).mustBe(201).registration();
        assertThat(rows(registration)).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "UPDATE registry.party SET document_index = sha256('x') | party/user EDITED",
                "UPDATE registry.party SET acted_from = acted_from - interval '1 day' | party/user EDITED",
                "UPDATE registry.party SET acted_until = acted_from + interval '1 day' | party/user EDITED",
                "UPDATE registry.party SET role = 'agent' | party/user DELETED",
                "DELETE FROM registry.party | party/user DELETED",
                "INSERT INTO registry.party SELECT person_id, registration_id, 'guardian', operator_id, sha256('x'),"
                        + " index_version, acted_from, acted_until, entry_id, row_salt FROM registry.party"
                        + " | party/guardian INSERTED"
            })
    void anEditedPartyIsFoundByTheSweep(String edit, String finding) throws Exception {
        // Given
        var registration = callers.clerk()
                .sign(OrganisationForms.fresh().complete().signs(RegistrationForms.mobile()))
                .mustBe(201)
                .registration();
        sweeping.pass(1);
        assertThat(findings(registration)).isEmpty();
        // When
        superuser.run(UNGUARDED + edit.strip() + " WHERE role = 'user' AND registration_id = (SELECT registration_id"
                + " FROM registry.registration WHERE public_id = '" + registration + "')");
        sweeping.pass(1);
        // Then
        assertThat(findings(registration)).contains(finding.strip());
    }

    @Test
    @Tag("R-11")
    void afterTheErasureOfTheRegistrationThePartyIsNotFound() {
        // Given
        scheduler.pause();
        var agent = RegistrationForms.internet();
        var signed = represented(RegistrationForms.fixed(), agent);
        var registration = callers.clerk().sign(signed).mustBe(201).registration();
        var before = ordered("", List.of(), agent);
        callers.provisioning().close(signed).mustBe(200);
        var person =
                superuser.number("SELECT person_id FROM registry.registration WHERE public_id = ?::uuid", registration);
        // When
        clock.moveBy(Duration.ofDays(733));
        retaining.round(1);
        clock.beRight();
        // Then
        assertThat(superuser.number("SELECT count(*) FROM registry.party WHERE person_id = ?", person))
                .isZero();
        callers.named("warrant-1").lookUp(asked(before, agent)).mustRefuse(404, "NOT_FOUND");
        var after = ordered("", List.of(), agent);
        callers.named("warrant-1").lookUp(asked(after, agent)).mustRefuse(404, "NOT_FOUND");
    }

    /** A registration in which the person acts; its id. */
    private String actedAs(String role, RequestForm person) {
        return switch (role) {
            case "agent" ->
                callers.clerk()
                        .sign(represented(RegistrationForms.fixed(), person))
                        .mustBe(201)
                        .registration();
            case "guardian" -> {
                var born = DocumentForms.today().minusYears(13);
                var minor = DocumentForms.on(RegistrationForms.fixed(), "RIC")
                        .with("subscriber.document.number", SyntheticNumbers.residentCard(130_000, born, 995))
                        .with("subscriber.document.expiresOn", DocumentForms.inYears(5))
                        .with("notice.separateConsent", true);
                yield callers.clerk()
                        .sign(acting(minor, "guardian", person)
                                .with("guardian.relation", "parent")
                                .with("guardian.kinshipProof", "KIN-1"))
                        .mustBe(201)
                        .registration();
            }
            case "handler", "responsible" -> {
                var part = role.equals("handler") ? role : "responsiblePerson";
                yield callers.clerk()
                        .sign(OrganisationForms.fresh()
                                .complete()
                                .naming(part, name(person), number(person))
                                .signs(RegistrationForms.mobile()))
                        .mustBe(201)
                        .registration();
            }
            case "formerHolderBy" -> {
                var held = RegistrationForms.fixed();
                callers.clerk().sign(held).mustBe(201);
                var transfer = RegistrationForms.again("transfer", held, RegistrationForms.fixed())
                        .with("formerHolder.release", "RELEASE-1")
                        .with("formerHolder.document.type", "RIC")
                        .with("formerHolder.document.number", number(held));
                yield callers.clerk()
                        .with("Second-Reviewer", callers.token(CLERK))
                        .sign(acting(transfer, "formerHolder.kin", person)
                                .with("formerHolder.kin.relation", "child")
                                .with("formerHolder.kin.kinshipProof", "KIN-1")
                                .with("formerHolder.kin.deathCertificate", "DEATH-1"))
                        .mustBe(201)
                        .registration();
            }
            default -> {
                callers.clerk().sign(person).mustBe(201);
                yield callers.clerk()
                        .sign(RegistrationForms.transfer(person, RegistrationForms.internet()))
                        .mustBe(201)
                        .registration();
            }
        };
    }

    private static RequestForm represented(RequestForm form, RequestForm agent) {
        return acting(form, "agent", agent).with("agent.authority", "LETTER-1");
    }

    private static RequestForm acting(RequestForm form, String part, RequestForm person) {
        return form.with(part + ".name", name(person))
                .with(part + ".document", person.json().at("/subscriber/document"))
                .with(part + ".address", "测试省样例市同伴路7号")
                .with(part + ".capture", person.json().get("capture"));
    }

    /** An order of the operator's that names the person by the document, in force; its reference. */
    private String ordered(String operator, List<String> fields, RequestForm person) {
        var reference = "CASE-" + UUID.randomUUID();
        var order = RequestForm.empty()
                .with("authority", "测试市公安局")
                .with("jurisdiction", "CN")
                .with("orderNumber", "测公调证字〔2026〕7号")
                .with("provision", "Criminal Procedure Law article 54")
                .with(
                        "subjects",
                        List.of(RequestForm.empty()
                                .with("document", document(person))
                                .json()))
                .with("fields", fields)
                .with("validFrom", Instant.now().minusSeconds(60).toString())
                .with("validTo", Instant.now().plusSeconds(3600).toString())
                .with("maxUses", 10);
        put(callers.named("warrant-1" + operator), reference, "", order).mustBe(201);
        put(callers.named("approver-1" + operator), reference, "/approval", RequestForm.empty())
                .mustBe(200);
        return reference;
    }

    private static ApiReply put(ApiCaller caller, String reference, String under, RequestForm body) {
        return caller.keyed().put("/v1/cases/" + reference + under, body.json());
    }

    private static RequestForm asked(String reference, RequestForm person) {
        return onOrder(reference).with("document", document(person));
    }

    private static RequestForm byId(String reference, String registration) {
        return onOrder(reference).with("registrationId", registration);
    }

    private static RequestForm onOrder(String reference) {
        return RequestForm.empty()
                .with("purpose", "LAWFUL_ORDER")
                .with("legalBasis", "COOPERATION_WITH_AUTHORITY")
                .with("caseRef", reference);
    }

    private int lines(String reference, String registration) {
        return callers.named("warrant-1")
                .lookUp(byId(reference, registration).with("fields", List.of("lines")))
                .mustBe(200)
                .json()
                .at("/provenance/lines")
                .size();
    }

    private static Object document(RequestForm person) {
        return RequestForm.empty()
                .with("type", "RIC")
                .with("number", number(person))
                .json();
    }

    private static String name(RequestForm person) {
        return person.text("subscriber.name");
    }

    private static String number(RequestForm person) {
        return person.text("subscriber.document.number");
    }

    private long rows(String registration) {
        return superuser.number(
                "SELECT count(*) FROM registry.party JOIN registry.registration USING (person_id, registration_id)"
                        + " WHERE public_id = ?::uuid",
                registration);
    }

    private List<String> findings(String registration) {
        return superuser.texts(
                "SELECT convert_from(bytes, 'UTF8')::jsonb -> 'fields' ->> 0 FROM audit.entry"
                        + " WHERE act = 'INTEGRITY_FAILED' AND registration = ?::uuid ORDER BY entry_id",
                registration);
    }
}
