package io.shiming.registration.line;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.shiming.fixture.ApiCaller;
import io.shiming.fixture.ApiCallers;
import io.shiming.fixture.DocumentForms;
import io.shiming.fixture.OrganisationForms;
import io.shiming.fixture.PersonRows;
import io.shiming.fixture.RegistrationForms;
import io.shiming.fixture.RequestForm;
import io.shiming.fixture.Superuser;
import io.shiming.fixture.SyntheticNumbers;
import io.shiming.registration.integrity.Sweeping;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers that change hands where the holder is an organisation, a minor, dead, or sends an agent. */
@QuarkusTest
@DisplayName("who may give a number away by law")
class TransfersTest {
    private static final String ACTING = "310000198506150022";
    private static final String CLERK = "clerk-3";

    @Inject
    ApiCallers callers;

    @Inject
    Superuser superuser;

    @Inject
    PersonRows personRows;

    @Inject
    Sweeping sweeping;

    @ParameterizedTest
    @DisplayName("organisations give and take numbers through their handlers")
    @CsvSource({
        "mobile, firm, person",
        "mobile, person, firm",
        "mobile, firm, firm",
        "fixed, firm, person",
        "fixed, firm, firm",
        "internet, person, firm"
    })
    @Tag("R-3b")
    @Tag("R-8b")
    void anOrganisationGivesAndTakesNumbers(String service, String from, String to) throws Exception {
        // Given
        var held = signed(of(from, line(service)));
        var old = registration(held);
        var next = of(to, line(service));
        if (to.equals("firm")) next = next.with("organisation.handler.document.number", OrganisationForms.USER);
        // When
        var transfer = from.equals("firm") ? byHandler(held, next) : RegistrationForms.transfer(held, next);
        var taken = callers.clerk().sign(transfer).mustBe(201).registration();
        // Then
        assertThat(registration(held)).isEqualTo(taken);
        assertThat(callers.clerk().standing(old).text("/lineStatus")).isEqualTo("CLOSED");
        assertThat(superuser.texts(
                        "SELECT concat_ws(' ', s.predecessor, s.acted_by) FROM registry.succession s"
                                + " JOIN registry.registration r USING (person_id, registration_id)"
                                + " WHERE r.public_id = ?::uuid",
                        taken))
                .containsExactly(from.equals("firm") ? old + " handler" : old);
        assertThat(personRows.counted(held)).isZero();
        assertThat(personRows.counted(transfer)).isEqualTo(service.equals("mobile") && to.equals("person") ? 1 : 0);
        sweeping.pass(1);
        assertThat(findings(old) + findings(taken)).isZero();
    }

    @ParameterizedTest
    @DisplayName("an organisation gives no number away without what it takes one with")
    @CsvSource({
        "handler, HANDLER_REQUIRED",
        "handler.document, HANDLER_REQUIRED",
        "authorizationRef, AUTHORIZATION_REQUIRED",
        "authorizedUntil, AUTHORIZATION_REQUIRED",
        "document, DOCUMENT_REQUIRED"
    })
    @Tag("R-8b")
    void anOrganisationWithoutItsPapersGivesNothingAway(String without, String code) {
        var held = signed(of("firm", RegistrationForms.fixed()));
        refused(
                byHandler(held, RegistrationForms.fixed()).without("formerHolder.organisation." + without),
                held,
                code,
                without);
    }

    @ParameterizedTest
    @DisplayName("nor with papers that are not in force, or that no register confirms")
    @CsvSource({
        "authorizedUntil, 2020-01-01, AUTHORIZATION_NOT_IN_FORCE",
        "name, 测试不符公司, IDENTITY_MISMATCH",
        "name, 测试查无公司, IDENTITY_UNKNOWN",
        "handler.name, 测试不符, IDENTITY_MISMATCH",
        "handler.capture.method, manual, READER_REQUIRED",
        "handler.document.expiresOn, 2020-01-01, DOCUMENT_EXPIRED"
    })
    @Tag("R-8b")
    @Tag("R-10d")
    void anOrganisationsPapersAreChecked(String place, String value, String code) {
        var held = signed(of("firm", RegistrationForms.fixed()));
        refused(
                byHandler(held, RegistrationForms.fixed()).with("formerHolder.organisation." + place, value),
                held,
                code,
                place);
    }

    @Test
    @DisplayName("another organisation's number cannot be given away")
    @Tag("R-3b")
    void anotherOrganisationsNumberIsNotGivenAway() {
        var held = signed(of("firm", RegistrationForms.fixed()));
        var other = of("firm", RegistrationForms.fixed());
        callers.clerk()
                .sign(byHandler(held, RegistrationForms.fixed())
                        .with("formerHolder.organisation", other.json().get("organisation")))
                .mustRefuse(409, "NOT_HOLDER")
                .mustHelp();
        assertThat(status(held)).isEqualTo("ACTIVE");
    }

    @Test
    @DisplayName("those who answered for the number are not asked for again")
    @Tag("D-2a")
    void transferRefusesOrganisationDataOfTheFormerHolder() {
        var held = signed(of("firm", RegistrationForms.mobile()));
        callers.clerk()
                .sign(byHandler(held, RegistrationForms.mobile())
                        .with("formerHolder.organisation", held.json().get("organisation")))
                .mustRefuse(422, "FIELD_NOT_ALLOWED");
    }

    @Test
    @DisplayName("a key service passes to organisations only, as what it is, and five at most are one's own")
    @Tag("N-7")
    void aKeyServiceStaysWithOrganisations() {
        // Given
        var held = signed(OrganisationForms.fresh().signs(keyLine()));
        var firm = anotherHandlers();
        // When and then
        refused(
                byHandler(held, RegistrationForms.fixed())
                        .without("service.productClass")
                        .without("service.use"),
                held,
                "ORGANISATION_ONLY",
                "to a person, under another name");
        refused(byHandler(held, RegistrationForms.fixed()), held, "ORGANISATION_ONLY", "to a person");
        callers.clerk()
                .sign(byHandler(held, firm.signs(RegistrationForms.fixed()))
                        .without("service.productClass")
                        .without("service.use"))
                .mustRefuse(422, "EVENT_NOT_APPLICABLE");
        for (int i = 0; i < 5; i++) signed(firm.signs(keyLine()));
        callers.clerk()
                .sign(byHandler(held, firm.signs(RegistrationForms.fixed())))
                .mustRefuse(409, "PRODUCT_LIMIT")
                .mustHelp();
        assertThat(status(held)).isEqualTo("ACTIVE");
        callers.clerk()
                .sign(byHandler(held, anotherHandlers().signs(RegistrationForms.fixed())))
                .mustBe(201);
    }

    @ParameterizedTest
    @DisplayName("an agent gives a fixed line or internet access away, and is recorded")
    @ValueSource(strings = {"fixed", "internet"})
    @Tag("R-3b")
    @Tag("R-6b")
    @Tag("R-9b")
    void anAgentGivesALineAway(String service) {
        // Given
        var held = signed(line(service));
        // When
        var transfer = byAgent(held, line(service));
        callers.clerk().sign(transfer).mustBe(201);
        // Then
        var shown = callers.auditor().lookUp(RegistrationForms.audit(held)).mustBe(200);
        assertThat(shown.text("/subscriber/formerHolderBy/part")).isEqualTo("agent");
        assertThat(shown.text("/subscriber/formerHolderBy/documentNumber")).isEqualTo("3100**********0022");
        shown.mustNotTell(List.of(ACTING, "测试代理人"));
    }

    @Test
    @DisplayName("a mobile number is given away, and taken, in person")
    @Tag("N-9")
    void noAgentGivesAMobileNumberAwayOrTakesOne() {
        var held = signed(RegistrationForms.mobile());
        refused(byAgent(held, RegistrationForms.mobile()), held, "PROXY_FORBIDDEN", "gives");
        var taking = acting(RegistrationForms.transfer(held, RegistrationForms.mobile()), "agent", "测试代理人")
                .with("agent.authority", "LETTER-1");
        refused(taking, held, "PROXY_FORBIDDEN", "takes");
    }

    @Test
    @DisplayName("an agent takes a fixed line")
    @Tag("R-6b")
    void anAgentTakesALine() {
        var held = signed(RegistrationForms.fixed());
        var taking = acting(RegistrationForms.transfer(held, RegistrationForms.fixed()), "agent", "测试代理人")
                .with("agent.authority", "LETTER-1");
        callers.clerk().sign(taking).mustBe(201);
    }

    @ParameterizedTest
    @DisplayName("an agent without a document or a letter")
    @ValueSource(strings = {"document", "authority"})
    @Tag("R-6b")
    void anAgentWithoutPapersGivesNothingAway(String without) {
        var held = signed(RegistrationForms.fixed());
        refused(
                byAgent(held, RegistrationForms.fixed()).without("formerHolder.agent." + without),
                held,
                "AGENT_DOCUMENT_REQUIRED",
                without);
    }

    @Test
    @DisplayName("the holder's document is shown by the agent too")
    @Tag("R-6b")
    void anAgentWithoutTheHoldersDocumentGivesNothingAway() {
        var held = signed(RegistrationForms.fixed());
        refused(
                byAgent(held, RegistrationForms.fixed()).without("formerHolder.document"),
                held,
                "FORMER_HOLDER_REQUIRED",
                "document");
    }

    @Test
    @DisplayName("the holder's agent cannot be the one who takes the number, for himself or for another")
    @Tag("R-6b")
    void anAgentDoesNotServeBothSides() {
        var held = signed(RegistrationForms.fixed());
        var to = RegistrationForms.fixed();
        var agent = byAgent(held, to);
        refused(
                agent.with("formerHolder.agent.name", to.text("subscriber.name"))
                        .with("formerHolder.agent.document", to.json().at("/subscriber/document")),
                held,
                "AGENT_NOT_ELIGIBLE",
                "takes it himself");
        refused(
                acting(agent, "agent", "测试代理人").with("agent.authority", "LETTER-2"),
                held,
                "AGENT_NOT_ELIGIBLE",
                "takes it for another");
        refused(
                agent.with("formerHolder.agent.name", held.text("subscriber.name"))
                        .with("formerHolder.agent.document", held.json().at("/subscriber/document")),
                held,
                "AGENT_NOT_ELIGIBLE",
                "is the holder");
    }

    @Test
    @DisplayName("the authority is asked about the agent")
    @Tag("R-9b")
    @Tag("R-10d")
    void deniedAgentCannotTransfer() {
        var held = signed(RegistrationForms.fixed());
        refused(
                byAgent(held, RegistrationForms.fixed()).with("formerHolder.agent.name", "测试不符"),
                held,
                "IDENTITY_MISMATCH",
                "agent");
    }

    @Test
    @DisplayName("a minor's number is given away with the guardian")
    @Tag("PI-31")
    @Tag("R-3b")
    void aMinorGivesANumberAwayWithTheGuardian() {
        // Given
        var born = DocumentForms.today().minusYears(13);
        var minor = DocumentForms.on(RegistrationForms.fixed(), "RIC")
                .with("subscriber.document.number", SyntheticNumbers.residentCard(120_000, born, 993))
                .with("subscriber.document.expiresOn", DocumentForms.inYears(5))
                .with("notice.separateConsent", true);
        var held = signed(acting(minor, "guardian", "测试监护人")
                .with("guardian.relation", "parent")
                .with("guardian.kinshipProof", "KIN-1"));
        var transfer = RegistrationForms.transfer(held, RegistrationForms.fixed());
        // When and then
        refused(transfer, held, "GUARDIAN_REQUIRED", "alone");
        refused(
                acting(transfer, "formerHolder.agent", "测试代理人").with("formerHolder.agent.authority", "LETTER-1"),
                held,
                "FIELD_NOT_ALLOWED",
                "by agent");
        var guarded = transfer.with("formerHolder.guardian", held.json().get("guardian"));
        refused(guarded.without("formerHolder.guardian.kinshipProof"), held, "GUARDIAN_REQUIRED", "no proof");
        callers.clerk().sign(guarded).mustBe(201);
    }

    @Test
    @DisplayName("a guardian who takes the ward's number needs a second pair of eyes")
    @Tag("R-3b")
    @Tag("PI-31")
    void aGuardianWhoTakesTheWardsNumberIsLookedAtByTwo() {
        // Given
        var guardian = RegistrationForms.fixed();
        var born = DocumentForms.today().minusYears(13);
        var minor = DocumentForms.on(RegistrationForms.fixed(), "RIC")
                .with("subscriber.document.number", SyntheticNumbers.residentCard(120_000, born, 991))
                .with("subscriber.document.expiresOn", DocumentForms.inYears(5))
                .with("notice.separateConsent", true);
        var held = signed(minor.with("guardian.name", guardian.text("subscriber.name"))
                .with("guardian.address", guardian.text("subscriber.address"))
                .with("guardian.document", guardian.json().at("/subscriber/document"))
                .with("guardian.capture", guardian.json().get("capture"))
                .with("guardian.relation", "parent")
                .with("guardian.kinshipProof", "KIN-1"));
        // When
        var taken = RegistrationForms.transfer(held, guardian)
                .with("formerHolder.guardian", held.json().get("guardian"));
        // Then
        refused(taken, held, "SECOND_REVIEWER_REQUIRED", "alone");
        reviewed().sign(taken).mustBe(201);
    }

    @Test
    @DisplayName("so does a handler who takes the organisation's number, for himself or for another")
    @Tag("R-3b")
    @Tag("R-8b")
    void aHandlerWhoTakesTheOrganisationsNumberIsLookedAtByTwo() {
        // Given
        var held = signed(of("firm", RegistrationForms.fixed()));
        var handler = held.json().at("/organisation/handler");
        var himself = RegistrationForms.fixed()
                .with("subscriber.name", handler.get("name"))
                .with("subscriber.document", handler.get("document"));
        // When
        var taken = byHandler(held, himself);
        var another = byHandler(
                held, OrganisationForms.fresh().signs(RegistrationForms.fixed())); // that sends the same handler
        // Then
        refused(taken, held, "SECOND_REVIEWER_REQUIRED", "takes it himself");
        refused(another, held, "SECOND_REVIEWER_REQUIRED", "takes it for another");
        reviewed().sign(taken).mustBe(201);
    }

    @Test
    @DisplayName("next of kin take over the number of a deceased holder, or pass it on")
    @Tag("PI-49")
    @Tag("R-3b")
    void nextOfKinGiveANumberAway() throws Exception {
        // Given
        var held = signed(RegistrationForms.mobile());
        var to = RegistrationForms.mobile();
        // When
        var transfer = byKin(held, to, to);
        var taken = reviewed().sign(transfer).mustBe(201).registration();
        // Then
        assertThat(registration(held)).isEqualTo(taken);
        assertThat(superuser.texts(
                        "SELECT concat_ws(' ', s.acted_by, s.death_ref) FROM registry.succession s"
                                + " JOIN registry.registration r USING (person_id, registration_id)"
                                + " WHERE r.public_id = ?::uuid",
                        taken))
                .containsExactly("kin DEATH-1");
        var shown = callers.auditor().lookUp(RegistrationForms.audit(held)).mustBe(200);
        assertThat(shown.text("/subscriber/formerHolderBy/relation")).isEqualTo("child");
        // And to another person
        var other = signed(RegistrationForms.fixed());
        reviewed()
                .sign(byKin(other, RegistrationForms.fixed(), RegistrationForms.fixed()))
                .mustBe(201);
        sweeping.pass(1);
        assertThat(findings(taken)).isZero();
    }

    @Test
    @DisplayName("A6: by whose hands a number went is bound to the log")
    void editedSuccessionIsFoundByTheSweep() throws Exception {
        var held = signed(RegistrationForms.fixed());
        var taken = reviewed()
                .sign(byKin(held, RegistrationForms.fixed(), RegistrationForms.fixed()))
                .mustBe(201)
                .registration();
        superuser.run(
                "SET session_replication_role = replica; UPDATE registry.succession SET death_ref = 'DEATH-2' WHERE"
                        + " registration_id = (SELECT registration_id FROM registry.registration WHERE public_id = '"
                        + taken + "')");
        sweeping.pass(1);
        assertThat(findings(taken)).isPositive();
    }

    @Test
    @DisplayName("papers that no device reads are looked at by two")
    @Tag("PI-49")
    void nextOfKinNeedASecondReviewer() {
        var held = signed(RegistrationForms.fixed());
        refused(
                byKin(held, RegistrationForms.fixed(), RegistrationForms.fixed()),
                held,
                "SECOND_REVIEWER_REQUIRED",
                "alone");
    }

    @ParameterizedTest
    @DisplayName("next of kin without proof get nothing")
    @ValueSource(strings = {"document", "relation", "kinshipProof", "deathCertificate"})
    @Tag("PI-49")
    void nextOfKinWithoutProofGetNothing(String without) {
        var held = signed(RegistrationForms.fixed());
        var transfer = byKin(held, RegistrationForms.fixed(), RegistrationForms.fixed())
                .without("formerHolder.kin." + without);
        reviewed().sign(transfer).mustRefuse(422, "KIN_PROOF_REQUIRED").mustHelp();
        assertThat(status(held)).isEqualTo("ACTIVE");
    }

    @ParameterizedTest
    @DisplayName("next of kin are checked like anybody")
    @CsvSource({
        "formerHolder.kin.name, 测试不符, IDENTITY_MISMATCH, 422",
        "formerHolder.kin.relation, friend, INVALID_ARGUMENT, 400",
        "formerHolder.kin.capture.method, manual, READER_REQUIRED, 422",
        "formerHolder.document.number, 11000019900307001X, NOT_HOLDER, 409",
        "formerHolder.document.number, 110000199003070019, DOCUMENT_NUMBER_INVALID, 422",
        "formerHolder.name, 测试故人, FIELD_NOT_ALLOWED, 422",
        "formerHolder.capture.method, reader, FIELD_NOT_ALLOWED, 422"
    })
    @Tag("PI-49")
    @Tag("R-10d")
    void nextOfKinAreChecked(String place, String value, String code, int status) {
        var held = signed(RegistrationForms.fixed());
        var transfer = byKin(held, RegistrationForms.fixed(), RegistrationForms.fixed())
                .with(place, value);
        reviewed().sign(transfer).mustRefuse(status, code);
        assertThat(status(held)).isEqualTo("ACTIVE");
    }

    @Test
    @DisplayName("next of kin are adults, and alive")
    @Tag("PI-49")
    void minorOrDeceasedCannotBeNextOfKin() {
        var held = signed(RegistrationForms.fixed());
        var transfer = byKin(held, RegistrationForms.fixed(), RegistrationForms.fixed());
        var young = SyntheticNumbers.residentCard(
                110_000, DocumentForms.today().minusYears(18).plusDays(1), 996);
        reviewed()
                .sign(transfer.with("formerHolder.kin.document.number", young)
                        .with("formerHolder.kin.document.expiresOn", DocumentForms.inYears(9)))
                .mustRefuse(422, "KIN_PROOF_REQUIRED");
        reviewed()
                .sign(transfer.with("formerHolder.kin.document", held.json().at("/subscriber/document")))
                .mustRefuse(422, "KIN_PROOF_REQUIRED");
        assertThat(status(held)).isEqualTo("ACTIVE");
    }

    @ParameterizedTest
    @DisplayName("a holder acts in one way")
    @ValueSource(strings = {"organisation", "guardian", "agent"})
    @Tag("D-2a")
    void aHolderActsInOneWay(String other) {
        var held = signed(RegistrationForms.fixed());
        var transfer = byKin(held, RegistrationForms.fixed(), RegistrationForms.fixed());
        reviewed()
                .sign(transfer.with("formerHolder." + other, RequestForm.empty().json()))
                .mustRefuse(422, "FIELD_NOT_ALLOWED");
    }

    private void refused(RequestForm transfer, RequestForm held, String code, String what) {
        var refusal = callers.clerk().sign(transfer).mustRefuse(422, code);
        if (!code.equals("FIELD_NOT_ALLOWED")) refusal.mustHelp();
        assertThat(status(held)).as(what).isEqualTo("ACTIVE");
    }

    private ApiCaller reviewed() {
        return callers.clerk().with("Second-Reviewer", callers.token(CLERK));
    }

    private static RequestForm byHandler(RequestForm held, RequestForm to) {
        return given(held, to)
                .with("formerHolder.organisation", held.json().get("organisation"))
                .without("formerHolder.organisation.responsiblePerson")
                .without("formerHolder.organisation.actualUser");
    }

    private static OrganisationForms anotherHandlers() {
        return OrganisationForms.fresh().naming("handler", "测试经办人", OrganisationForms.USER);
    }

    private static RequestForm byAgent(RequestForm held, RequestForm to) {
        return acting(RegistrationForms.transfer(held, to), "formerHolder.agent", "测试代理人")
                .with("formerHolder.agent.authority", "LETTER-1");
    }

    /** The next of kin is a stranger to all others, or the person of a form. */
    private static RequestForm byKin(RequestForm held, RequestForm to, RequestForm kin) {
        var document = held.json().at("/subscriber/document");
        return given(held, to)
                .with("formerHolder.document.type", document.get("type"))
                .with("formerHolder.document.number", document.get("number"))
                .with("formerHolder.kin.name", kin.text("subscriber.name"))
                .with("formerHolder.kin.document", kin.json().at("/subscriber/document"))
                .with("formerHolder.kin.address", kin.text("subscriber.address"))
                .with("formerHolder.kin.capture", kin.json().get("capture"))
                .with("formerHolder.kin.relation", "child")
                .with("formerHolder.kin.kinshipProof", "KIN-1")
                .with("formerHolder.kin.deathCertificate", "DEATH-1");
    }

    private static RequestForm given(RequestForm held, RequestForm to) {
        return RegistrationForms.again("transfer", held, to).with("formerHolder.release", "RELEASE-1");
    }

    private static RequestForm acting(RequestForm form, String part, String name) {
        return form.with(part + ".name", name)
                .with(part + ".address", "测试省样例市同伴路1号")
                .with(part + ".document.type", "RIC")
                .with(part + ".document.number", ACTING)
                .with(part + ".document.expiresOn", DocumentForms.inYears(10))
                .with(part + ".capture.method", "reader")
                .with(part + ".capture.device", "READER-1");
    }

    private static RequestForm line(String service) {
        return switch (service) {
            case "mobile" -> RegistrationForms.mobile();
            case "fixed" -> RegistrationForms.fixed();
            default -> RegistrationForms.internet();
        };
    }

    private static RequestForm keyLine() {
        return RegistrationForms.fixed()
                .with("service.productClass", "switchboard")
                .with("service.use", "虚构总机");
    }

    private static RequestForm of(String holder, RequestForm line) {
        boolean mobile = line.text("service.type").equals("mobile");
        if (holder.equals("person")) return line;
        return (mobile ? OrganisationForms.fresh().complete() : OrganisationForms.fresh()).signs(line);
    }

    private RequestForm signed(RequestForm form) {
        callers.clerk().sign(form).mustBe(201);
        return form;
    }

    private String registration(RequestForm form) {
        return callers.provisioning()
                .lineStatus(RegistrationForms.line(form))
                .mustBe(200)
                .registration();
    }

    private String status(RequestForm form) {
        return callers.provisioning()
                .lineStatus(RegistrationForms.line(form))
                .mustBe(200)
                .text("/status");
    }

    private long findings(String registration) {
        return superuser.number(
                "SELECT count(*) FROM audit.entry WHERE act = 'INTEGRITY_FAILED' AND registration = ?::uuid",
                registration);
    }
}
