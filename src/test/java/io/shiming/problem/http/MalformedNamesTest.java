package io.shiming.problem.http;

import io.quarkus.test.junit.QuarkusTest;
import io.shiming.access.RolesTest;
import io.shiming.fixture.ApiCallers;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** An id or a name that can be none: 404 in the path of every route, 400 with the field in a body. */
@QuarkusTest
class MalformedNamesTest {
    private static final List<String> MALFORMED = List.of(
            "_0000000-0000-7000-8000-000000000000",
            "00000000-0000-7000-8000-00000000000G",
            "00000000-0000-7000-8000-0000000000000%20",
            "%E6%B5%8B%E8%AF%95");

    private static final List<String> CANARY = List.of("CANARY");

    @Inject
    ApiCallers callers;

    static Stream<Arguments> everyRouteWithANameInItsPath() {
        return RolesTest.everyRoute()
                .filter(route -> route.matches(".*\\{(id|registration|code|subject|reference|actor)}.*"))
                .flatMap(route -> MALFORMED.stream().map(name -> Arguments.of(route, name)))
                // in these routes it is a well-formed name that nothing has
                .filter(pair -> !(pair.get()[0].toString().matches(".*\\{(reference|actor)}.*")
                        && pair.get()[1].toString().matches("[A-Za-z0-9._-]{1,64}")));
    }

    @ParameterizedTest
    @MethodSource("everyRouteWithANameInItsPath")
    void inAPathIsNotFound(String route, String name) {
        var verb = route.substring(0, route.indexOf(' '));
        var path = route.substring(route.indexOf(' ') + 1)
                .replaceAll("\\{(id|registration|code|subject|reference|actor)}", name)
                .replace("{kind}", "clerk");
        var caller = callers.named(RolesTest.mayUse(route).iterator().next()).keyed();
        var answer = verb.equals("GET")
                ? caller.get(path)
                : caller.send(verb, path, "application/json", "{}".getBytes(StandardCharsets.UTF_8));
        answer.mustRefuse(404, "NOT_FOUND");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        clerk-1 | /v1/appeals              | {"refusal":"CANARY","grounds":"not_me"}             | /refusal
        clerk-1 | /v1/disputes             | {"query":"CANARY","registrationId":"CANARY","claim":"not_mine"} | /query
        officer-1 | /v1/person-joins/decisions | {"registrationId":"CANARY","otherRegistrationId":"CANARY","caseRef":"C-1"} | /registrationId
        clerk-1 | /v1/consent-withdrawals  | {"query":"00000000-0000-7000-8000-000000000000","registrationId":"CANARY"} | /registrationId
        auditor-1 | /v1/lookups            | {"purpose":"COMPLIANCE_AUDIT","legalBasis":"LEGAL_DUTY","caseRef":"CASE-1","registrationId":"CANARY"} | /registrationId
        """)
    void inABodyIsRefusedWithItsField(String user, String path, String body, String field) {
        var answer = callers.named(user).keyed().post(path, body).mustRefuse(400, "INVALID_ARGUMENT");
        answer.mustName(field).mustNotTell(CANARY);
    }
}
