package io.shiming.dealer;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.shiming.fixture.ApiCallers;
import io.shiming.fixture.Dealership;
import io.shiming.fixture.DocumentForms;
import io.shiming.fixture.RegistrationForms;
import io.shiming.fixture.RequestForm;
import io.shiming.fixture.Superuser;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may sign for an operator today. */
@QuarkusTest
@DisplayName("dealers, stores and clerks")
class DealersTest {
    private static final String YESTERDAY = DocumentForms.today().minusDays(1).toString();

    @Inject
    ApiCallers callers;

    @Inject
    Superuser superuser;

    @Test
    @DisplayName("a dealer with contract, licence, store and trained clerk signs")
    @Tag("P-11")
    void anAppointedDealerSigns() {
        var shop = Dealership.of(callers);
        var form = RegistrationForms.mobile();
        var signed = shop.atTheCounter().sign(form).mustBe(201);
        shop.atTheCounter().standing(signed.registration()).mustBe(200);
    }

    @ParameterizedTest
    @DisplayName("no contract, no clauses, no dealer")
    @ValueSource(strings = {"contractRef", "clauseVersion"})
    @Tag("AF-9")
    void aDealerWithoutAContractIsNotAppointed(String without) {
        var shop = Dealership.of(callers);
        shop.put("dealers/D-AF9", shop.terms().without(without)).mustRefuse(422, "DEALER_CONTRACT_REQUIRED");
        assertThat(dealers("D-AF9")).isZero();
    }

    @Test
    @DisplayName("the database has no dealer without a contract either")
    @Tag("AF-9")
    void theDatabaseHoldsNoDealerWithoutAContract() {
        var insert = "INSERT INTO registry.dealer (operator_id, dealer_code, contract_ref, clause_version,"
                + " licence_number, licence_until, services, regions)"
                + " VALUES (1, 'D-NULL', NULL, '1', 'L', current_date, '{}', '{}')";
        assertThat(superuser.stateOf("postgres", insert)).isEqualTo("23502");
    }

    @Test
    @DisplayName("dealers have no dealers")
    @Tag("N-1")
    @Tag("N-8")
    void aDealerUnderADealerIsNotAppointed() {
        var shop = Dealership.of(callers);
        shop.put("dealers/D-SUB", shop.terms().with("parent", shop.dealer)).mustRefuse(422, "SUB_DEALER_FORBIDDEN");
        assertThat(dealers("D-SUB")).isZero();
    }

    @Test
    @DisplayName("a licence, and in force")
    @Tag("P-11")
    void aDealerWithoutALicenceInForceIsNotAppointed() {
        var shop = Dealership.of(callers);
        var terms = shop.terms();
        shop.put("dealers/D-LIC", terms.without("licence")).mustRefuse(422, "DEALER_LICENCE_REQUIRED");
        shop.put("dealers/D-LIC", terms.without("licence.number")).mustRefuse(422, "DEALER_LICENCE_REQUIRED");
        shop.put("dealers/D-LIC", terms.with("licence.validUntil", YESTERDAY))
                .mustRefuse(422, "DEALER_LICENCE_REQUIRED");
        assertThat(dealers("D-LIC")).isZero();
    }

    @Test
    @DisplayName("a licence that has run out since")
    @Tag("P-11")
    void dealerWithAnExpiredLicenceCannotSign() {
        var shop = Dealership.of(callers);
        superuser.run("UPDATE registry.dealer SET licence_until = DATE '" + YESTERDAY + "' WHERE dealer_code = '"
                + shop.dealer + "'");
        shop.atTheCounter()
                .sign(RegistrationForms.fixed())
                .mustRefuse(403, "DEALER_LICENCE_EXPIRED")
                .mustAdvise();
    }

    @Test
    @DisplayName("its scope is services and regions")
    @Tag("P-11")
    void aDealerSignsWithinItsScopeOnly() {
        var shop = Dealership.of(callers);
        shop.put("dealers/" + shop.dealer, shop.terms().with("services", List.of("fixed")))
                .mustBe(200);
        shop.atTheCounter().sign(RegistrationForms.fixed()).mustBe(201);
        shop.atTheCounter()
                .sign(RegistrationForms.mobile())
                .mustRefuse(403, "DEALER_OUT_OF_SCOPE")
                .mustAdvise();
        shop.put("stores/" + shop.store, shop.shop().with("region", "44")).mustBe(200);
        shop.atTheCounter().sign(RegistrationForms.fixed()).mustRefuse(403, "DEALER_OUT_OF_SCOPE");
    }

    @Test
    @DisplayName("a suspended dealer's calls are refused from the next one on, and all of them")
    @Tag("R-14")
    @Tag("P-11")
    void aSuspendedDealerDoesNothing() {
        var shop = Dealership.of(callers);
        var form = RegistrationForms.mobile();
        var signed = shop.atTheCounter().sign(form).mustBe(201);
        var question = RequestForm.empty()
                .with("line", RegistrationForms.line(form).json())
                .with("purpose", "CUSTOMER_SERVICE")
                .with("legalBasis", "CONTRACT");
        shop.atTheCounter().lookUp(question).mustBe(200);
        // When
        shop.is("SUSPENDED");
        // Then
        shop.atTheCounter()
                .sign(RegistrationForms.mobile())
                .mustRefuse(403, "DEALER_SUSPENDED")
                .mustAdvise();
        shop.atTheCounter().lookUp(question).mustRefuse(403, "DEALER_SUSPENDED").mustNotTell(form.personal());
        shop.atTheCounter().standing(signed.registration()).mustRefuse(403, "DEALER_SUSPENDED");
        shop.is("ACTIVE");
        shop.atTheCounter().sign(RegistrationForms.mobile()).mustBe(201);
    }

    @Test
    @DisplayName("a refused lookup of a suspended dealer is in the log, once")
    @Tag("P-11")
    @Tag("P-13.6")
    void aSuspendedDealersLookupIsInTheLog() {
        var shop = Dealership.of(callers);
        shop.is("SUSPENDED");
        shop.atTheCounter()
                .lookUp(RequestForm.empty()
                        .with(
                                "line",
                                RegistrationForms.line(RegistrationForms.mobile())
                                        .json())
                        .with("purpose", "CUSTOMER_SERVICE")
                        .with("legalBasis", "CONTRACT"))
                .mustRefuse(403, "DEALER_SUSPENDED");
        assertThat(superuser.texts(
                        "SELECT act || ' ' || decision || ' ' || reason FROM audit.entry WHERE actor = ?", shop.clerk))
                .containsExactly("LOOKUP_REFUSED REFUSED DEALER_SUSPENDED");
    }

    @ParameterizedTest
    @DisplayName("a dealer, a licence or a person that is struck off serves no applicant")
    @ValueSource(strings = {"dealer", "licence", "clerk"})
    @Tag("N-8")
    void blacklistedDealerLicenceOrClerkCannotSign(String kind) {
        // Given
        var shop = Dealership.of(callers);
        var subject =
                switch (kind) {
                    case "dealer" -> shop.dealer;
                    case "licence" -> "LICENCE-" + shop.dealer;
                    default -> shop.clerk;
                };
        // When
        shop.strikesOff(kind, subject);
        // Then
        shop.atTheCounter()
                .sign(RegistrationForms.mobile())
                .mustRefuse(403, "BLACKLISTED")
                .mustAdvise();
        if (kind.equals("clerk")) {
            shop.put("clerks/" + subject, shop.enrolment()).mustRefuse(403, "BLACKLISTED");
        } else {
            shop.put("dealers/" + shop.dealer, shop.terms()).mustRefuse(403, "BLACKLISTED");
        }
        shop.put(
                        "blacklist/" + kind + "/" + subject,
                        RequestForm.empty().with("reason", "FINDING-1").with("until", YESTERDAY))
                .mustBe(200);
        shop.atTheCounter().sign(RegistrationForms.mobile()).mustBe(201);
    }

    @Test
    @DisplayName("training that has run out")
    @Tag("R-15")
    @Tag("P-15")
    void clerkWithExpiredTrainingCannotSign() {
        var shop = Dealership.of(callers);
        shop.put("clerks/" + shop.clerk, shop.enrolment().with("trainedUntil", YESTERDAY))
                .mustBe(200);
        shop.atTheCounter()
                .sign(RegistrationForms.mobile())
                .mustRefuse(403, "TRAINING_EXPIRED")
                .mustAdvise();
        shop.put(
                        "clerks/" + shop.clerk,
                        shop.enrolment()
                                .with("trainedUntil", DocumentForms.today().toString()))
                .mustBe(200);
        shop.atTheCounter().sign(RegistrationForms.mobile()).mustBe(201);
    }

    @Test
    @DisplayName("a reviewer is trained too")
    @Tag("P-15")
    void aReviewerWithoutTrainingIsNone() {
        var shop = Dealership.of(callers);
        var form = DocumentForms.on(RegistrationForms.fixed(), "PLA");
        var token = callers.draft("clerk-1")
                .with("sub", "untrained")
                .with("dealer", shop.dealer)
                .with("store", shop.store)
                .mint();
        shop.atTheCounter().with("Second-Reviewer", token).sign(form).mustRefuse(422, "SECOND_REVIEWER_REQUIRED");
    }

    @Test
    @DisplayName("staff of another dealer, staff that left, and staff of no dealer")
    @Tag("P-15")
    @Tag("P-10")
    void clerkNotEnrolledWithTheDealerCannotSign() {
        var shop = Dealership.of(callers);
        var other = Dealership.of(callers);
        shop.put("clerks/" + shop.clerk, other.enrolment()).mustBe(200);
        shop.atTheCounter().sign(RegistrationForms.mobile()).mustRefuse(403, "CLERK_NOT_ENROLLED");
        other.put("clerks/" + other.clerk, other.enrolment().with("status", "LEFT"))
                .mustBe(200);
        other.atTheCounter().sign(RegistrationForms.mobile()).mustRefuse(403, "CLERK_NOT_ENROLLED");
    }

    @Test
    @DisplayName("a point of sale that does not stand in the store")
    @Tag("P-13.6")
    void unknownTerminalCannotSign() {
        Dealership.of(callers)
                .atTheTerminal("T-9")
                .sign(RegistrationForms.mobile())
                .mustRefuse(403, "TERMINAL_NOT_ENROLLED");
    }

    @Test
    void aWriteOfTheOfficeIsDoneOnceForItsKey() {
        // Given
        var shop = Dealership.of(callers);
        var key = UUID.randomUUID().toString();
        var left = shop.enrolment().with("status", "LEFT");
        // When
        var first = shop.put("clerks/" + shop.clerk, key, left).mustBe(200);
        shop.put("clerks/" + shop.clerk, shop.enrolment()).mustBe(200);
        var again = shop.put("clerks/" + shop.clerk, key, left);
        // Then
        assertThat(again.appearance()).isEqualTo(first.appearance());
        assertThat(first.headers()).contains("Audit-Entry=");
        shop.atTheCounter().sign(RegistrationForms.mobile()).mustBe(201); // the repetition changed nothing
        shop.put("clerks/" + shop.clerk, key, shop.enrolment()).mustRefuse(422, "IDEMPOTENCY_KEY_REUSED");
        callers.named("admin-1")
                .put("/v1/clerks/x1", shop.enrolment().json())
                .mustRefuse(400, "IDEMPOTENCY_KEY_REQUIRED");
        assertThat(superuser.number(
                        "SELECT count(*) FROM audit.entry WHERE act = 'DEALER_CHANGED' AND decision = 'ALLOWED'"
                                + " AND convert_from(bytes, 'UTF8') LIKE ?",
                        "%clerk/" + shop.clerk + "%"))
                .isEqualTo(3);
    }

    @ParameterizedTest
    @DisplayName("what the office may not write")
    @CsvSource({
        "dealers/D-X1, services, '', 422",
        "dealers/D-X1, services, tv, 400",
        "dealers/D-X1, regions, 99, 400",
        "dealers/D-X1, contractRef, '北京', 400",
        "dealers/x_1, contractRef, C-1, 404"
    })
    @Tag("P-13.2")
    void aMalformedTermIsRefused(String path, String field, String value, int status) {
        var shop = Dealership.of(callers);
        Object given = field.endsWith("s") ? (value.isEmpty() ? List.of() : List.of(value)) : value;
        shop.put(path, shop.terms().with(field, given)).mustBe(status).mustHaveErrorShape();
        assertThat(dealers("D-X1")).isZero();
    }

    @Test
    void aStoreOrClerkOfNoDealerIsNotKept() {
        var shop = Dealership.of(callers);
        shop.put("stores/S-X1", shop.shop().with("dealer", "D-NONE")).mustRefuse(404, "NOT_FOUND");
        shop.put("clerks/x1", shop.enrolment().with("dealer", "D-200"))
                .mustRefuse(404, "NOT_FOUND"); // another operator's
        shop.put("dealers/D-NONE/status", RequestForm.empty().with("status", "SUSPENDED"))
                .mustRefuse(404, "NOT_FOUND");
        shop.put("stores/S-X1", RequestForm.empty().with("terminals", Map.of())).mustRefuse(400, "INVALID_ARGUMENT");
    }

    private long dealers(String code) {
        return superuser.number("SELECT count(*) FROM registry.dealer WHERE dealer_code = ?", code);
    }
}
