package io.shiming.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.scheduler.Scheduler;
import io.quarkus.test.junit.QuarkusTest;
import io.shiming.fixture.ApiCallers;
import io.shiming.fixture.ApiReply;
import io.shiming.fixture.CountingProxy;
import io.shiming.fixture.CountingProxy.Where;
import io.shiming.fixture.DealerStaff;
import io.shiming.fixture.EvidenceForms;
import io.shiming.fixture.InParallel;
import io.shiming.fixture.PausedJobs;
import io.shiming.fixture.RegistrationForms;
import io.shiming.fixture.RequestForm;
import io.shiming.fixture.Superuser;
import io.shiming.fixture.SyntheticNumbers;
import io.shiming.vault.SecondInstance;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Not one byte about a person, on any route that shows something of one, when the log takes no entry, the commit fails, or
 * the vault has no key: the whole answer is the one fixed text that it is for everybody.
 */
@QuarkusTest
class NothingIsToldTest {
    private static final String NOTHING = "{\"status\":503,\"code\":\"UNAVAILABLE\",\"message\":\"The service cannot"
            + " answer at present; repeat the request with the same Idempotency-Key.\"}";
    private static final List<String> ALL = List.of("name", "documentNumber", "birthDate", "address", "serviceNumber");
    private static int born = 700;

    @Inject
    ApiCallers callers;

    @Inject
    DealerStaff staff;

    @Inject
    Superuser superuser;

    @Inject
    SecondInstance instances;

    @Inject
    Scheduler scheduler;

    CountingProxy proxy; // these two are put here by StandIns
    LongAdder roundTrips;

    private RequestForm adult;
    private RequestForm minor;
    private Map<String, Supplier<ApiReply>> routes;

    @BeforeEach
    void everyRouteAnswers() {
        adult = RegistrationForms.mobile().with("livePhoto", EvidenceForms.photo(callers.clerk()));
        var registration = callers.clerk().sign(adult).mustBe(201).registration();
        minor = RegistrationForms.internet()
                .with("subscriber.document.number", SyntheticNumbers.residentCard(440_000, seventeen(), born++));
        callers.clerk().sign(minor).mustBe(201);
        routes = new LinkedHashMap<>();
        lookUps(registration);
        underAnOrder();
        inAnEmergency();
        agreedTo();
        routes.forEach(
                (route, call) -> assertThat(call.get().status()).as(route).isEqualTo(200));
        PausedJobs.database(scheduler, roundTrips, superuser);
    }

    @AfterEach
    void theRestGoesOn() {
        proxy.cutNothing();
        superuser.run("GRANT INSERT ON audit.entry TO shiming_service");
        scheduler.resume();
    }

    @Test
    void failingLogDisclosesNothing() {
        superuser.run("REVOKE INSERT ON audit.entry FROM shiming_service");
        routes.forEach((route, call) -> mustTellNothing(route, call.get()));
    }

    @ParameterizedTest
    @EnumSource
    void connectionCutAtAnyRoundTripDisclosesNothing(Where where) {
        routes.forEach((route, call) -> {
            for (int trip = 1, trips = trips(call); trip <= trips; trip++) {
                connectionsStand();
                proxy.cut(where, trip);
                mustTellNothing(route + ", round trip " + trip, call.get());
                assertThat(proxy.hasCut()).as(route).isTrue();
            }
        });
    }

    @Test
    void missingKeyDisclosesNothing() {
        routes.remove("status"); // opens nothing, and shows nothing of a person
        instances.losesItsKeyStore(() -> routes.forEach((route, call) -> mustTellNothing(route, call.get())));
    }

    private void mustTellNothing(String what, ApiReply answer) {
        assertThat(answer.status() + " " + answer.body()).as(what).isEqualTo("503 " + NOTHING);
        answer.mustNotTell(adult.personal()).mustNotTell(minor.personal());
        assertThat(answer.headers()).as(what).doesNotContain("Audit-Entry", "Content-Disposition");
    }

    /** Opening a connection takes round trips too, and each cut costs one, of either pool. */
    private void connectionsStand() {
        for (var pool : List.of("by line", "own numbers")) {
            InParallel.run(8, caller -> routes.get(pool).get().mustBe(200));
        }
    }

    private int trips(Supplier<ApiReply> call) {
        connectionsStand();
        return IntStream.range(0, 3)
                .map(time -> {
                    long before = roundTrips.sum();
                    assertThat(call.get().status()).isEqualTo(200);
                    return (int) (roundTrips.sum() - before);
                })
                .min()
                .orElseThrow();
    }

    private void lookUps(String registration) {
        var audit = RegistrationForms.audit(adult).with("fields", ALL);
        var auditor = callers.auditor();
        routes.put("by line", () -> auditor.lookUp(audit));
        routes.put("by registration", () -> auditor.lookUp(audit.without("line").with("registrationId", registration)));
        routes.put(
                "by document",
                () -> auditor.lookUp(audit.without("line")
                        .with("document.type", "RIC")
                        .with("document.number", adult.text("subscriber.document.number"))));
        var clerk = staff.clerkOf("S-9360").caller();
        routes.put("masked", () -> clerk.lookUp(DealerStaff.service(adult)));
        routes.put(
                "match",
                () -> clerk.post(
                        "/v1/match",
                        DealerStaff.service(adult)
                                .with("attributes.name", adult.text("subscriber.name"))
                                .json()));
        routes.put(
                "image",
                () -> auditor.post(
                        "/v1/lookups/images",
                        audit.without("line")
                                .without("fields")
                                .with("registrationId", registration)
                                .with("kind", "photo")
                                .json()));
        routes.put("own numbers", () -> callers.clerk()
                .post(OwnNumbersTest.OWN_NUMBERS, OwnNumbersTest.question(adult).json()));
        routes.put("status", () -> callers.provisioning().lineStatus(RegistrationForms.line(adult)));
    }

    private void underAnOrder() {
        var reference = "CASE-" + UUID.randomUUID();
        var order = RequestForm.empty()
                .with("authority", "测试市公安局")
                .with("jurisdiction", "CN")
                .with("orderNumber", "测公调证字〔2026〕2号")
                .with("provision", "Criminal Procedure Law article 54")
                .with(
                        "subjects",
                        List.of(Map.of("line", RegistrationForms.line(adult).json())))
                .with("fields", List.of("name"))
                .with("validFrom", Instant.now().minusSeconds(60).toString())
                .with("validTo", Instant.now().plusSeconds(3600).toString())
                .with("maxUses", 100);
        callers.named("warrant-1")
                .keyed()
                .put("/v1/cases/" + reference, order.json())
                .mustBe(201);
        callers.named("approver-1")
                .keyed()
                .put("/v1/cases/" + reference + "/approval", RequestForm.empty().json())
                .mustBe(200);
        var question = lawful("COOPERATION_WITH_AUTHORITY", reference);
        routes.put("under an order", () -> callers.named("warrant-1").lookUp(question));
    }

    private void inAnEmergency() {
        var officer = staff.like("warrant-1");
        officer.caller()
                .keyed()
                .put(
                        "/v1/emergencies/" + UUID.randomUUID(),
                        RequestForm.empty().with("cause", "LIFE_IN_DANGER").json())
                .mustBe(201);
        routes.put("in an emergency", () -> officer.caller().lookUp(lawful("EMERGENCY", "110-CALL-2")));
    }

    private void agreedTo() {
        var clerk = staff.clerkOf("S-9361").caller();
        var waiting = clerk.lookUp(DealerStaff.service(minor)).mustBe(202).text("/approvalId");
        callers.named("manager-1")
                .keyed()
                .send("PUT", "/v1/minor-accesses/" + waiting + "/approval", "application/json", new byte[0])
                .mustBe(200);
        routes.put("a minor", () -> clerk.lookUp(DealerStaff.service(minor)));
    }

    private RequestForm lawful(String basis, String reference) {
        return RequestForm.empty()
                .with("line", RegistrationForms.line(adult).json())
                .with("purpose", "LAWFUL_ORDER")
                .with("legalBasis", basis)
                .with("caseRef", reference)
                .with("fields", List.of("name"));
    }

    private static LocalDate seventeen() {
        return LocalDate.now(ZoneId.of("Asia/Shanghai")).minusYears(17).minusDays(9);
    }
}
