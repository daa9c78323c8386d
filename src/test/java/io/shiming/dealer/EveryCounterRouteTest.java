package io.shiming.dealer;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.shiming.access.RolesTest;
import io.shiming.evidence.Specimen;
import io.shiming.fixture.ApiCaller;
import io.shiming.fixture.ApiCallers;
import io.shiming.fixture.ApiReply;
import io.shiming.fixture.DealerStaff;
import io.shiming.fixture.Dealership;
import io.shiming.fixture.EvidenceForms;
import io.shiming.fixture.RegistrationForms;
import io.shiming.fixture.Superuser;
import io.shiming.lookup.OwnNumbersTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every route that the staff of a store may use, at a counter that may not be served. */
@QuarkusTest
@Tag("P-11")
@Tag("P-15")
@Tag("N-8")
@DisplayName("one check for everybody at a counter")
@Tag("case-C2")
class EveryCounterRouteTest {
    /** What is sent where an empty body stops before the counter is judged. */
    private static final Map<String, Function<ApiCaller, ApiReply>> CALLS = Map.of(
            "POST /v1/registrations", caller -> caller.sign(RegistrationForms.fixed()),
            "POST /v1/lookups", caller -> caller.lookUp(DealerStaff.service(RegistrationForms.mobile())),
            "POST /v1/match",
                    caller -> caller.post(
                            "/v1/match",
                            DealerStaff.service(RegistrationForms.mobile())
                                    .with("attributes.name", "测试")
                                    .json()),
            "POST /v1/subjects/self/numbers",
                    caller -> caller.post(
                            OwnNumbersTest.OWN_NUMBERS,
                            OwnNumbersTest.question(RegistrationForms.mobile()).json()),
            "POST /v1/evidence",
                    caller -> EvidenceForms.send(caller, "?kind=photo", "image/jpeg", Specimen.jpeg(64, 48)));

    @Inject
    ApiCallers callers;

    @Inject
    Superuser superuser;

    /** Why a counter may not be served, and how that comes about. */
    enum Closed {
        DEALER_SUSPENDED((shop, superuser) -> shop.is("SUSPENDED")),
        BLACKLISTED((shop, superuser) -> shop.strikesOff("clerk", shop.clerk)),
        TRAINING_EXPIRED((shop, superuser) -> superuser.run(
                "UPDATE registry.clerk SET trained_until = current_date - 2 WHERE clerk_id = '" + shop.clerk + "'")),
        STORE_CLOSED((shop, superuser) -> shop.put(
                        "stores/" + shop.store, shop.shop().with("status", "CLOSED"))
                .mustBe(200)),
        CLERK_NOT_ENROLLED((shop, superuser) -> shop.put(
                        "clerks/" + shop.clerk, shop.enrolment().with("status", "LEFT"))
                .mustBe(200)),
        DEALER_OUT_OF_SCOPE((shop, superuser) -> shop.put(
                        "dealers/" + shop.dealer, shop.terms().with("regions", List.of("31")))
                .mustBe(200)),
        DEALER_LICENCE_EXPIRED((shop, superuser) ->
                superuser.run("UPDATE registry.dealer SET licence_until = current_date - 2 WHERE dealer_code = '"
                        + shop.dealer + "'")),
        TERMINAL_NOT_ENROLLED((shop, superuser) -> shop.put(
                        "stores/" + shop.store, shop.shop().with("terminals", List.of("T-7")))
                .mustBe(200));

        private final BiConsumer<Dealership, Superuser> comesAbout;

        Closed(BiConsumer<Dealership, Superuser> comesAbout) {
            this.comesAbout = comesAbout;
        }
    }

    static Stream<Arguments> everyCounterRoute() {
        return Stream.of("clerk-1", "manager-1")
                .flatMap(user -> Stream.of(Closed.values()).map(closed -> Arguments.of(user, closed)));
    }

    @ParameterizedTest
    @MethodSource("everyCounterRoute")
    void aCounterThatMayNotBeServedIsServedOnNoRoute(String user, Closed closed) {
        // Given
        var shop = Dealership.of(callers, "admin-1", user);
        closed.comesAbout.accept(shop, superuser);
        var routes = RolesTest.everyRoute()
                .filter(route -> RolesTest.mayUse(route).contains(user))
                .toList();
        assertThat(routes).isNotEmpty();
        // When, Then
        for (var route : routes) {
            var caller = shop.atTheCounter().keyed();
            var answer =
                    CALLS.getOrDefault(route, any -> RolesTest.call(route, any)).apply(caller);
            assertThat(answer.code()).as(route).isEqualTo(closed.name());
            answer.mustRefuse(403, closed.name());
        }
    }

    @Test
    void anOpenCounterIsServedOnEveryRoute() {
        for (var user : Set.of("clerk-1", "manager-1")) {
            var shop = Dealership.of(callers, "admin-1", user);
            RolesTest.everyRoute()
                    .filter(route -> RolesTest.mayUse(route).contains(user))
                    .forEach(route -> {
                        var answer = CALLS.getOrDefault(route, any -> RolesTest.call(route, any))
                                .apply(shop.atTheCounter().keyed());
                        assertThat(answer.status()).as(route).isNotEqualTo(401).isLessThan(500);
                        assertThat(answer.code())
                                .as(route)
                                .isNotIn(Stream.of(Closed.values())
                                        .map(Closed::name)
                                        .toList());
                    });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"dealer", "store", "terminal"})
    void aTokenOfTheCounterWithoutItsPlaceIsNone(String claim) {
        for (var user : Set.of("clerk-1", "manager-1")) {
            var caller = new ApiCaller(callers.draft(user).without(claim).mint());
            caller.get("/v1/registrations/00000000-0000-7000-8000-000000000000").mustRefuse(401, "UNAUTHENTICATED");
        }
    }

    @Test
    void whatAnApplicantRefusesIsTakenDownAtAnOpenCounterOnly() {
        var shop = Dealership.of(callers);
        shop.is("SUSPENDED");
        shop.atTheCounter()
                .sign(RegistrationForms.fixed().with("refusal.reason", "document"))
                .mustRefuse(403, "DEALER_SUSPENDED");
    }
}
