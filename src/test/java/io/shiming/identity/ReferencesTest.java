package io.shiming.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.shiming.access.KeptKeys;
import io.shiming.fixture.ApiCaller;
import io.shiming.fixture.ApiCallers;
import io.shiming.fixture.Dealership;
import io.shiming.fixture.RegistrationForms;
import io.shiming.fixture.RequestForm;
import io.shiming.fixture.Superuser;
import io.shiming.fixture.SyntheticNumbers;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** References are stored and logged as they are sent: none may hold the number of a person. */
@QuarkusTest
@Tag("case-A12")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReferencesTest {
    private static final AtomicInteger NEXT = new AtomicInteger(700_000);
    private static final Set<String> USED = ConcurrentHashMap.newKeySet();
    private static final String CODE = "REFERENCE_IDENTIFIES_PERSON";

    @Inject
    ApiCallers callers;

    @Inject
    KeptKeys keys;

    @Inject
    Superuser superuser;

    static Stream<String> fieldsOfASigning() {
        return Stream.of("contractRef", "capture.device", "livePhoto", "match.vendor");
    }

    @ParameterizedTest
    @MethodSource("fieldsOfASigning")
    void aSigningIsRefused(String field) {
        for (var number : numbers()) {
            callers.clerk()
                    .sign(RegistrationForms.mobile().with(field, number))
                    .mustRefuse(422, CODE)
                    .mustNotTell(List.of(number));
        }
    }

    @Test
    void anAgentsLetterIsRefused() {
        var form = RegistrationForms.fixed();
        var agent = RegistrationForms.internet();
        callers.clerk()
                .sign(form.with("agent.name", agent.text("subscriber.name"))
                        .with("agent.document", agent.json().at("/subscriber/document"))
                        .with("agent.address", agent.text("subscriber.address"))
                        .with("agent.capture", agent.json().get("capture"))
                        .with("agent.authority", numbers().get(0)))
                .mustRefuse(422, CODE);
    }

    static Stream<String> pathsOfTheOffice() {
        return Stream.of(
                "PUT admin-1 /v1/dealers/HERE",
                "PUT admin-1 /v1/dealers/HERE/status",
                "PUT admin-1 /v1/stores/HERE",
                "PUT admin-1 /v1/clerks/HERE",
                "PUT admin-1 /v1/blacklist/dealer/HERE",
                "PUT admin-1 /v1/blacklist/clerk/HERE",
                "PUT admin-1 /v1/blacklist/licence/HERE",
                "PUT warrant-1 /v1/cases/HERE",
                "PUT approver-1 /v1/cases/HERE/approval",
                "GET warrant-1 /v1/cases/HERE",
                "PUT officer-1 /v1/lookup-locks/HERE/release");
    }

    @ParameterizedTest
    @MethodSource("pathsOfTheOffice")
    void aPathIsRefused(String route) {
        for (var number : numbers()) {
            var parts = route.replace("HERE", number).split(" ");
            callers.named(parts[1])
                    .keyed()
                    .send(parts[0], parts[2], "application/json", "{}".getBytes(StandardCharsets.UTF_8))
                    .mustRefuse(422, CODE)
                    .mustNotTell(List.of(number));
        }
    }

    @Test
    void bodiesOfTheOfficeAreRefused() {
        var shop = Dealership.of(callers);
        for (var number : numbers()) {
            shop.put("dealers/" + shop.dealer, shop.terms().with("contractRef", number))
                    .mustRefuse(422, CODE);
            shop.put("dealers/" + shop.dealer, shop.terms().with("clauseVersion", number))
                    .mustRefuse(422, CODE);
            shop.put("dealers/" + shop.dealer, shop.terms().with("licence.number", number))
                    .mustRefuse(422, CODE);
            shop.put("stores/" + shop.store, shop.shop().with("dealer", number)).mustRefuse(422, CODE);
            shop.put("stores/" + shop.store, shop.shop().with("terminals", List.of(number)))
                    .mustRefuse(422, CODE);
            shop.put("blacklist/clerk/x", RequestForm.empty().with("reason", number))
                    .mustRefuse(422, CODE);
        }
    }

    @Test
    void ordersAndQuestionsAreRefused() {
        var form = RegistrationForms.mobile();
        var registration = callers.clerk().sign(form).mustBe(201).registration();
        for (var number : numbers()) {
            callers.auditor()
                    .lookUp(RegistrationForms.audit(form).with("caseRef", number))
                    .mustRefuse(422, CODE);
            callers.named("officer-1").hold(registration, number, "HELD").mustRefuse(422, CODE);
            for (var field : List.of("authority", "orderNumber", "provision")) {
                callers.named("warrant-1")
                        .keyed()
                        .put(
                                "/v1/cases/" + UUID.randomUUID(),
                                order(form).with(field, number).json())
                        .mustRefuse(422, CODE);
            }
        }
    }

    @Test
    void aTokenThatNamesItsHolderByANumberIsNone() {
        for (var claim : List.of("sub", "client_id", "store", "terminal")) {
            new ApiCaller(callers.draft("clerk-1").with(claim, numbers().get(0)).mint())
                    .sign(RegistrationForms.mobile())
                    .mustRefuse(401, "UNAUTHENTICATED");
        }
    }

    @Test
    void contractNumberOfEighteenDigitsIsAcceptedUnlessItIsADocumentNumber() {
        callers.clerk()
                .sign(RegistrationForms.mobile().with("contractRef", "202611300000000012"))
                .mustBe(201);
    }

    @Test
    void anIdempotencyKeyIsKeptAsADigest() {
        for (var number : numbers()) {
            var form = RegistrationForms.mobile();
            var first = callers.clerk().sign(number, form).mustBe(201);
            assertThat(callers.clerk().sign(number, form).body()).isEqualTo(first.body());
            assertThat(superuser.number(
                            "SELECT count(*) FROM registry.idempotency WHERE key = ?", keys.of("clerk-1", number)))
                    .isEqualTo(1);
            callers.provisioning()
                    .change(number, RegistrationForms.change("suspend", form).with("reason", "lost"))
                    .mustBe(200);
            var shop = Dealership.of(callers);
            shop.put("clerks/" + shop.clerk, number, shop.enrolment().with("status", "LEFT"))
                    .mustBe(200);
            callers.named("warrant-1-ridge") // another client: the office of Harbour has used the key
                    .with("Idempotency-Key", number)
                    .put("/v1/cases/" + UUID.randomUUID(), order(form).json())
                    .mustBe(201);
        }
    }

    /** In no column of any table, as text or as bytes. */
    @AfterAll
    void nothingOfTheNumbersIsKept() {
        var patterns = USED.stream()
                .flatMap(number -> Stream.of(number, HexFormat.of().formatHex(number.getBytes(StandardCharsets.UTF_8))))
                .map(text -> "'%" + text + "%'")
                .collect(Collectors.joining(", ", "LIKE ANY (ARRAY[", "])"));
        var tables = superuser.texts("SELECT quote_ident(schemaname) || '.' || quote_ident(tablename) FROM pg_tables"
                + " WHERE schemaname IN ('registry', 'audit') AND tablename <> 'evidence'");
        assertThat(tables).hasSizeGreaterThan(30);
        assertThat(USED).isNotEmpty();
        assertThat(tables).allSatisfy(table -> assertThat(
                        superuser.number("SELECT count(*) FROM " + table + " t WHERE t::text " + patterns))
                .isZero());
    }

    private static RequestForm order(RequestForm subject) {
        return RequestForm.empty()
                .with("authority", "测试市公安局")
                .with("jurisdiction", "CN")
                .with("orderNumber", "No. 1")
                .with("provision", "Criminal Procedure Law article 54")
                .with(
                        "subjects",
                        List.of(Map.of("line", RegistrationForms.line(subject).json())))
                .with("fields", List.of("name"))
                .with("validFrom", Instant.now().minusSeconds(60).toString())
                .with("validTo", Instant.now().plusSeconds(3600).toString())
                .with("maxUses", 10);
    }

    /** A citizen's number and a mobile number that occur nowhere else. */
    private static List<String> numbers() {
        int n = NEXT.incrementAndGet();
        var numbers = List.of(SyntheticNumbers.residentCard(n), "18%09d".formatted(n));
        USED.addAll(numbers);
        return numbers;
    }
}
