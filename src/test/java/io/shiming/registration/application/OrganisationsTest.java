package io.shiming.registration.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.shiming.fixture.ApiCallers;
import io.shiming.fixture.ApiReply;
import io.shiming.fixture.AuthorityStandIn;
import io.shiming.fixture.DocumentForms;
import io.shiming.fixture.OrganisationForms;
import io.shiming.fixture.RegistrationForms;
import io.shiming.fixture.RequestForm;
import io.shiming.fixture.Superuser;
import io.shiming.fixture.SyntheticNumbers;
import io.shiming.registration.integrity.Sweeping;
import io.shiming.trial.Mood;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An organisation signs through its handler. */
@QuarkusTest
@DisplayName("organisations")
class OrganisationsTest {
    @Inject
    ApiCallers callers;

    @Inject
    Superuser superuser;

    @Inject
    AuthorityStandIn authority;

    @Inject
    Sweeping sweeping;

    @AfterEach
    void toAHealthyAuthority() {
        authority.is(Mood.NORMAL);
    }

    @ParameterizedTest
    @DisplayName("2.4: every kind of certificate")
    @CsvSource({
        "USCC_LIC, 91110000000000000E",
        "USCC_LIC, 91310000MA0000007L",
        "INST_CERT, 123300000000000196",
        "SOC_CERT, 51440000000000027T",
        "ORG_OTHER, N2510000000000035B",
        "USCC_LIC, 911100000000004570",
        "USCC_LIC, 91110000000000334Y"
    })
    @Tag("R-8a")
    void anOrganisationIsRegisteredByItsCertificate(String type, String number) {
        // Given
        var form = OrganisationForms.certified(type, number, "测试虚构有限公司").signs(RegistrationForms.fixed());
        // When
        callers.clerk().sign(form).mustBe(201);
        // Then
        var shown = callers.auditor()
                .lookUp(RegistrationForms.audit(form).with("fields", List.of("documentNumber", "name")))
                .mustBe(200);
        assertThat(shown.text("/subscriber/documentType")).isEqualTo(type);
        assertThat(shown.text("/subscriber/documentNumber")).isEqualTo(number);
        assertThat(shown.text("/subscriber/name")).isEqualTo("测试虚构有限公司");
        assertThat(shown.text("/subscriber/companion/part")).isEqualTo("handler");
    }

    @ParameterizedTest
    @DisplayName("2.4: the invalid codes")
    @ValueSource(
            strings = {
                "911100000000000001",
                "91I10000000000000E",
                "91110000000000000",
                "91110000000000000e",
                "91110000S00000000A",
                "91110000000000001H"
            })
    @Tag("R-8a")
    void aCodeThatIsNoneIsRefused(String number) {
        callers.clerk()
                .sign(OrganisationForms.certified("USCC_LIC", number, "测试虚构有限公司")
                        .signs(RegistrationForms.fixed()))
                .mustRefuse(422, "DOCUMENT_NUMBER_INVALID")
                .mustHelp();
    }

    @Test
    @DisplayName("section 4 row 19: an early code that the register of licences confirms")
    @Tag("R-8a")
    void aCodeThatFailsACheckIsTakenOnTheRegistersWord() {
        // Given
        var form = OrganisationForms.certified("USCC_LIC", "911100000000000001", "测试早期有限公司")
                .signs(RegistrationForms.fixed());
        // When
        var signed = callers.clerk().sign(form).mustBe(201);
        // Then
        assertThat(superuser.texts(
                        "SELECT convert_from(bytes, 'UTF8')::jsonb ->> 'fields' FROM audit.entry"
                                + " WHERE registration = ?::uuid AND act = 'REGISTRATION_SIGNED'",
                        signed.registration()))
                .containsExactly("[\"documentNumber WARN_CHECK\"]");
    }

    @Test
    @DisplayName("section 4 row 19: an early code that the register, back again, does not know")
    @Tag("R-8a")
    void anEarlyCodeThatWaitedAndIsNotKnownIsRefused() {
        // Given
        authority.is(Mood.ERROR);
        var form = OrganisationForms.certified("USCC_LIC", "911100000000000001", "测试查无公司")
                .signs(RegistrationForms.fixed());
        var kept = callers.clerk().sign(form).mustBe(202);
        // When
        authority.isBack();
        // Then
        await().untilAsserted(() -> assertThat(standing(kept)).isEqualTo("REFUSED"));
        var ended = callers.clerk().standing(kept.registration());
        assertThat(ended.text("/code")).isEqualTo("IDENTITY_UNKNOWN");
        assertThat(ended.text("/help/remedy")).isNotBlank();
        var known = OrganisationForms.certified("USCC_LIC", "911100000000000001", "测试早期有限公司")
                .signs(RegistrationForms.fixed());
        callers.clerk()
                .sign(known.with("service.number", form.text("service.number")))
                .mustBe(201);
    }

    @ParameterizedTest
    @DisplayName("what the certificate must show")
    @CsvSource({
        "name, NAME_REQUIRED",
        "address, ADDRESS_REQUIRED",
        "document, DOCUMENT_REQUIRED",
        "document.type, DOCUMENT_REQUIRED",
        "document.number, DOCUMENT_REQUIRED",
        "document.expiresOn, DOCUMENT_REQUIRED"
    })
    @Tag("R-8a")
    @Tag("R-9a")
    void anOrganisationWithoutWhatIsRecordedIsRefused(String without, String code) {
        var form = OrganisationForms.fresh().signs(RegistrationForms.fixed()).without("organisation." + without);
        callers.clerk().sign(form).mustRefuse(422, code).mustHelp();
    }

    @ParameterizedTest
    @DisplayName("another certificate, an old one, one out of date")
    @CsvSource({
        "document.type, INST_CERT, DOC_TYPE_MISMATCH",
        "document.type, ORG9, DOC_TYPE_NOT_ACCEPTED",
        "document.type, RIC, DOC_TYPE_NOT_ACCEPTED",
        "document.expiresOn, 2020-01-01, DOCUMENT_EXPIRED"
    })
    @Tag("R-8a")
    void aCertificateThatDoesNotFitIsRefused(String place, String value, String code) {
        var form = OrganisationForms.fresh().signs(RegistrationForms.fixed()).with("organisation." + place, value);
        callers.clerk().sign(form).mustRefuse(422, code).mustHelp();
    }

    @ParameterizedTest
    @DisplayName("the handler, with a document; the letter, with its dates")
    @CsvSource({
        "handler, HANDLER_REQUIRED",
        "handler.document, HANDLER_REQUIRED",
        "authorizationRef, AUTHORIZATION_REQUIRED",
        "authorizedFrom, AUTHORIZATION_REQUIRED",
        "authorizedUntil, AUTHORIZATION_REQUIRED"
    })
    @Tag("R-8b")
    void anOrganisationWithoutHandlerOrLetterIsRefused(String without, String code) {
        var form = OrganisationForms.fresh().signs(RegistrationForms.fixed()).without("organisation." + without);
        callers.clerk().sign(form).mustRefuse(422, code).mustHelp();
    }

    @Test
    @DisplayName("the letter covers today")
    @Tag("R-8b")
    void aLetterThatDoesNotCoverTodayIsRefused() {
        var form = OrganisationForms.fresh().signs(RegistrationForms.fixed());
        var yesterday = DocumentForms.today().minusDays(1).toString();
        var tomorrow = DocumentForms.today().plusDays(1).toString();
        callers.clerk()
                .sign(form.with("organisation.authorizedFrom", yesterday)
                        .with("organisation.authorizedUntil", yesterday))
                .mustRefuse(422, "AUTHORIZATION_NOT_IN_FORCE")
                .mustHelp();
        callers.clerk()
                .sign(form.with("organisation.authorizedFrom", tomorrow).with("organisation.authorizedUntil", tomorrow))
                .mustRefuse(422, "AUTHORIZATION_NOT_IN_FORCE");
        var today = DocumentForms.today().toString();
        callers.clerk()
                .sign(form.with("organisation.authorizedFrom", today).with("organisation.authorizedUntil", today))
                .mustBe(201);
    }

    @Test
    @DisplayName("the handler's card is read, and a handler is an adult")
    @Tag("R-8b")
    @Tag("N-2")
    void aHandlerIsIdentifiedLikeAnybody() {
        var firm = OrganisationForms.fresh();
        callers.clerk()
                .sign(firm.signs(RegistrationForms.fixed()).with("organisation.handler.capture.method", "manual"))
                .mustRefuse(422, "READER_REQUIRED");
        var young = SyntheticNumbers.residentCard(110_000, DocumentForms.today().minusYears(17), 998);
        callers.clerk()
                .sign(firm.naming("handler", "测试少年", young).signs(RegistrationForms.fixed()))
                .mustRefuse(422, "HANDLER_REQUIRED")
                .mustHelp();
    }

    @ParameterizedTest
    @DisplayName("the registers confirm the organisation and everybody who is named")
    @CsvSource({
        "organisation.name, 测试不符公司, IDENTITY_MISMATCH",
        "organisation.name, 测试查无公司, IDENTITY_UNKNOWN",
        "organisation.handler.name, 测试不符, IDENTITY_MISMATCH",
        "organisation.responsiblePerson.name, 测试不符, IDENTITY_MISMATCH",
        "organisation.actualUser.name, 测试查无, IDENTITY_UNKNOWN"
    })
    @Tag("R-8a")
    @Tag("R-8b")
    @Tag("R-10d")
    void identityDeniedByARegisterIsRefused(String place, String name, String code) {
        var form = OrganisationForms.fresh()
                .complete()
                .signs(RegistrationForms.mobile())
                .with(place, name);
        callers.clerk().sign(form).mustRefuse(422, code).mustHelp();
    }

    @Test
    @DisplayName("a register that does not answer confirms nothing")
    @Tag("R-8a")
    @Tag("R-10d")
    void anOrganisationWaitsForTheRegisters() {
        // Given
        authority.is(Mood.ERROR);
        var kept = callers.clerk()
                .sign(OrganisationForms.fresh().complete().signs(RegistrationForms.mobile()))
                .mustBe(202);
        var wrong = callers.clerk()
                .sign(OrganisationForms.fresh()
                        .naming("handler", "测试不符", OrganisationForms.HANDLER)
                        .signs(RegistrationForms.fixed()))
                .mustBe(202);
        // When
        authority.isBack();
        // Then
        await().untilAsserted(() -> assertThat(standing(kept)).isEqualTo("ACTIVE"));
        await().untilAsserted(() -> assertThat(standing(wrong)).isEqualTo("REFUSED"));
    }

    @Test
    @DisplayName("a mobile number needs responsible person and actual user")
    @Tag("N-9")
    void anOrganisationsMobileNumberHasAResponsiblePersonAndAUser() {
        var form = OrganisationForms.fresh().complete().signs(RegistrationForms.mobile());
        callers.clerk()
                .sign(form.without("organisation.responsiblePerson"))
                .mustRefuse(422, "RESPONSIBLE_PERSON_REQUIRED")
                .mustHelp();
        callers.clerk()
                .sign(form.without("organisation.actualUser"))
                .mustRefuse(422, "ACTUAL_USER_REQUIRED")
                .mustHelp();
        callers.clerk().sign(form.without("livePhoto")).mustRefuse(422, "LIVE_PHOTO_REQUIRED");
        callers.clerk().sign(form).mustBe(201);
    }

    @Test
    @DisplayName("a user under sixteen comes with a guardian")
    @Tag("N-9")
    void aChildIsNoOrganisationsUser() {
        var child = SyntheticNumbers.residentCard(110_000, DocumentForms.today().minusYears(12), 998);
        callers.clerk()
                .sign(OrganisationForms.fresh()
                        .complete()
                        .naming("actualUser", "测试儿童", child)
                        .signs(RegistrationForms.mobile())
                        .with("organisation.actualUser.document.expiresOn", DocumentForms.inYears(4)))
                .mustRefuse(422, "GUARDIAN_REQUIRED");
    }

    @Test
    @DisplayName("section 4 row 3: an organisation's cards count for no person's five")
    @Tag("N-5")
    void anOrganisationsCardsAreNotCounted() throws SQLException {
        // Given
        sweeping.pass(1); // what other tests left behind is told once, and told now
        var user = RegistrationForms.mobile();
        var firm = OrganisationForms.fresh()
                .complete()
                .naming("actualUser", user.text("subscriber.name"), user.text("subscriber.document.number"));
        // When
        for (int card = 1; card <= 6; card++) {
            callers.clerk().sign(firm.signs(RegistrationForms.mobile())).mustBe(201);
        }
        // Then
        for (int card = 1; card <= 5; card++) {
            callers.clerk().sign(RegistrationForms.anotherMobile(user)).mustBe(201);
        }
        callers.clerk().sign(RegistrationForms.anotherMobile(user)).mustRefuse(409, "CARD_LIMIT");
        long alarms = alarms();
        sweeping.pass(1);
        assertThat(alarms()).isEqualTo(alarms);
    }

    @Test
    @DisplayName("shown masked; found by its certificate")
    @Tag("D-3")
    @Tag("D-2a")
    @Tag("R-9a")
    void anOrganisationIsShownMasked() {
        // Given
        var form = OrganisationForms.fresh().complete().signs(RegistrationForms.mobile());
        callers.clerk().sign(form).mustBe(201);
        var question = RequestForm.empty()
                .with("document.type", "USCC_LIC")
                .with("document.number", form.text("organisation.document.number"))
                .with("purpose", "CUSTOMER_SERVICE")
                .with("legalBasis", "CONTRACT");
        // When
        var shown = callers.clerk().lookUp(question).mustBe(200);
        // Then
        assertThat(shown.text("/subscriber/name")).matches("测试\\*+公司");
        assertThat(shown.text("/subscriber/documentNumber")).matches("9111\\*{10}.{4}");
        assertThat(shown.text("/subscriber/companion/part")).isEqualTo("handler");
        assertThat(shown.text("/subscriber/responsiblePerson/name")).isEqualTo("测****");
        assertThat(shown.text("/subscriber/actualUser/documentNumber")).isEqualTo("1100**********001X");
        shown.mustNotTell(List.of(
                form.text("organisation.name"),
                form.text("organisation.document.number"),
                form.text("organisation.address"),
                OrganisationForms.HANDLER,
                OrganisationForms.USER,
                "测试经办人",
                "测试使用人"));
    }

    @Test
    @DisplayName("nothing of the organisation or its people is readable in a table")
    @Tag("D-1a")
    @Tag("R-9b")
    void noTableHoldsAnythingOfAnOrganisationInTheClear() {
        // Given
        var form = OrganisationForms.fresh()
                .complete()
                .signs(RegistrationForms.fixed()
                        .with("service.productClass", "switchboard")
                        .with("service.use", "客服热线专用"));
        callers.clerk().sign(form).mustBe(201);
        // When
        var tables = superuser.texts("SELECT schemaname || '.' || tablename FROM pg_tables"
                + " WHERE schemaname IN ('registry', 'audit', 'keyring')");
        // Then
        assertThat(tables).hasSizeGreaterThan(15);
        assertThat(rowsWith("registry.registration", List.of(form.text("contractRef"))))
                .isPositive();
        var secrets = OrganisationForms.personal(form);
        assertThat(tables)
                .allSatisfy(table -> assertThat(rowsWith(table, secrets)).isZero());
    }

    /** Reads a row once for all texts. */
    private long rowsWith(String table, List<String> texts) {
        Object patterns = texts.stream().map(text -> "%" + text + "%").toArray(String[]::new);
        return superuser.number("SELECT count(*) FROM " + table + " t WHERE t::text LIKE ANY (?)", patterns);
    }

    @ParameterizedTest
    @DisplayName("no person is given beside the organisation's own block")
    @ValueSource(strings = {"subscriber", "capture", "guardian", "agent"})
    @Tag("D-2a")
    void anOrganisationSignsAlone(String block) {
        callers.clerk()
                .sign(OrganisationForms.fresh()
                        .signs(RegistrationForms.fixed())
                        .with(block, RequestForm.empty().json()))
                .mustRefuse(422, "FIELD_NOT_ALLOWED");
    }

    private String standing(ApiReply kept) {
        return callers.clerk().standing(kept.registration()).mustBe(200).text("/status");
    }

    private long alarms() {
        return superuser.number("SELECT count(*) FROM audit.entry WHERE act = 'INTEGRITY_FAILED' AND operator_id = 1");
    }
}
