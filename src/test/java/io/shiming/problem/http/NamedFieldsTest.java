package io.shiming.problem.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.shiming.access.RolesTest;
import io.shiming.fixture.ApiCaller;
import io.shiming.fixture.ApiCallers;
import io.shiming.fixture.RegistrationForms;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every error about a body names its field, by names of the schema and never by text of the request. */
@QuarkusTest
class NamedFieldsTest {
    private static final List<String> CANARY = List.of("CANARY");
    private static final int DEEPEST = 4;

    @Inject
    ApiCallers callers;

    /** A field of a body, where it stands and a value of another type. */
    private record Wrong(String pointer, String body) {}

    @Test
    void aValueOfAnotherTypeIsNamedInEveryFieldOfEveryRoute() {
        // Given
        var description =
                ApiCaller.anonymous().get("/q/openapi?format=json").mustBe(200).json();
        var softly = new SoftAssertions();
        int sent = 0;
        // When
        for (var route : RolesTest.everyRoute().toList()) {
            var verb = route.substring(0, route.indexOf(' '));
            var schema = description
                    .path("paths")
                    .path(route.substring(route.indexOf(' ') + 1))
                    .path(verb.toLowerCase(Locale.ROOT))
                    .at("/requestBody/content/application~1json/schema");
            var fields = new ArrayList<Wrong>();
            collect(description, schema, "", "%s", DEEPEST, fields);
            for (var wrong : fields) {
                var answer = RolesTest.call(
                        route,
                        callers.named(RolesTest.mayUse(route).iterator().next()).keyed(),
                        "application/json",
                        wrong.body.getBytes(StandardCharsets.UTF_8));
                softly.assertThat(answer.code() + " " + answer.text("/field"))
                        .as(route + " " + wrong.body + " " + answer.body())
                        .isEqualTo("INVALID_ARGUMENT " + wrong.pointer);
                sent++;
            }
        }
        // Then
        softly.assertAll();
        assertThat(sent).isGreaterThan(100);
    }

    private static void collect(
            JsonNode description, JsonNode schema, String pointer, String around, int depth, List<Wrong> fields) {
        var known = resolved(description, schema);
        known.path("properties").fields().forEachRemaining(property -> {
            var name = pointer + "/" + property.getKey();
            var within = around.formatted("{\"" + property.getKey() + "\":%s}");
            var type = resolved(description, property.getValue());
            fields.add(new Wrong(name, within.formatted(of(type).equals("array") ? "\"CANARY\"" : "[[]]")));
            if (depth > 0 && of(type).equals("object")) {
                collect(description, type, name, within, depth - 1, fields);
            }
        });
    }

    /** Behind references, and past the other choice null. */
    private static JsonNode resolved(JsonNode description, JsonNode schema) {
        var reference = schema.path("$ref").asText();
        if (!reference.isEmpty()) {
            return resolved(description, description.at(reference.substring(1)));
        }
        for (var choice : List.of("anyOf", "oneOf", "allOf")) {
            for (var each : schema.path(choice)) {
                if (!of(each).equals("null")) {
                    return resolved(description, each);
                }
            }
        }
        return schema;
    }

    private static String of(JsonNode schema) {
        var type = schema.path("type");
        return type.isArray() ? type.get(0).asText() : type.asText();
    }

    @Test
    void anUnknownNameOfTheCallersOwnIsNotRepeated() {
        callers.clerk()
                .keyed()
                .post(ApiCaller.REGISTRATIONS, "{\"subscriber\":{\"CANARY\":1}}")
                .mustRefuse(422, "FIELD_NOT_ALLOWED")
                .mustName("/subscriber")
                .mustNotTell(CANARY);
        callers.clerk()
                .post("/v1/match", "{\"attributes\":{\"CANARY\":[]}}")
                .mustRefuse(400, "INVALID_ARGUMENT")
                .mustName("/attributes")
                .mustNotTell(CANARY);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            clerk-1      | POST | /v1/appeals                    | {}                          | 422 | FIELD_REQUIRED   | /refusal
            clerk-1      | POST | /v1/appeals                    | {"grounds":"CANARY"}        | 422 | FIELD_REQUIRED   | /refusal
            clerk-1      | POST | /v1/appeals                    | {"refusal":"x","grounds":"CANARY"} | 400 | INVALID_ARGUMENT | /grounds
            officer-1    | PUT  | /v1/appeals/%s/decision        | {"decision":"CANARY"}       | 400 | INVALID_ARGUMENT | /decision
            officer-1    | PUT  | /v1/appeals/%s/decision        | {"decision":"accept","reason":"CANARY !"} | 400 | INVALID_ARGUMENT | /reason
            clerk-1      | POST | /v1/disputes                   | {"query":"x","registrationId":"x"} | 422 | FIELD_REQUIRED | /claim
            officer-1    | PUT  | /v1/disputes/%s/decision       | {"decision":"uphold"}       | 422 | FIELD_REQUIRED   | /reason
            officer-1    | POST | /v1/person-joins/decisions     | {"registrationId":"x","otherRegistrationId":"x"} | 422 | FIELD_REQUIRED | /caseRef
            officer-1    | POST | /v1/person-joins/%s/split      | {}                          | 422 | FIELD_REQUIRED   | /caseRef
            clerk-1      | POST | /v1/consent-withdrawals        | {"query":"x"}               | 422 | FIELD_REQUIRED   | /registrationId
            officer-1    | PUT  | /v1/lost-registrations/%s/acknowledgement | {"remedy":"CANARY"} | 400 | INVALID_ARGUMENT | /remedy
            reviewer-1   | POST | /v1/reviews/%s/decision        | {"decision":"refuse"}       | 422 | FIELD_REQUIRED   | /reason
            provisioning-1 | POST | /v1/reverifications          | {"cause":"CANARY"}          | 400 | INVALID_ARGUMENT | /cause
            provisioning-1 | POST | /v1/reverifications          | {"cause":"dormant","line":{"type":"CANARY"}} | 400 | INVALID_ARGUMENT | /line/type
            provisioning-1 | POST | /v1/lines/changes            | {"change":"CANARY","line":{"type":"mobile","number":"13800000000"}} | 400 | INVALID_ARGUMENT | /change
            provisioning-1 | POST | /v1/lines/status             | {"type":"CANARY"}           | 400 | INVALID_ARGUMENT | /type
            officer-1    | PUT  | /v1/legal-holds                | {"caseRef":"C-1"}           | 422 | FIELD_REQUIRED   | /registrationId
            officer-1    | PUT  | /v1/purges/%s                  | {"endedBefore":"2020-01-01"} | 422 | FIELD_REQUIRED  | /mostPeople
            officer-1    | PUT  | /v1/purges/%s                  | {"endedBefore":"2020-01-01","mostPeople":-1} | 400 | OUT_OF_RANGE | /mostPeople
            officer-1    | PUT  | /v1/exports/%s                 | {"purpose":"COMPLIANCE_AUDIT"} | 422 | FIELD_REQUIRED | /fields
            warrant-1    | PUT  | /v1/cases/C-%s                 | {"subjects":[{}],"maxUses":1,"authority":"CANARY"} | 422 | FIELD_REQUIRED | /provision
            warrant-1    | PUT  | /v1/cases/C-%s                 | {"subjects":[{"registrationId":"00000000-0000-7000-8000-000000000000"},{"registrationId":"CANARY"}],"maxUses":1,"authority":"Bureau","provision":"Art. 1","orderNumber":"No. 1","jurisdiction":"CN","validFrom":"2026-01-01T00:00:00Z","validTo":"2026-02-01T00:00:00Z"} | 400 | INVALID_ARGUMENT | /subjects/1/registrationId
            warrant-1    | PUT  | /v1/emergencies/%s             | {"cause":"CANARY"}          | 400 | INVALID_ARGUMENT | /cause
            custodian-1  | POST | /v1/keys/rotations             | {"kind":"CANARY"}           | 400 | INVALID_ARGUMENT | /kind
            custodian-1  | PUT  | /v1/log-epochs/%s              | {"cause":"CANARY"}          | 400 | INVALID_ARGUMENT | /cause
            auditor-1    | POST | /v1/audit/search               | {"limit":0}                 | 400 | OUT_OF_RANGE     | /limit
            auditor-1    | POST | /v1/audit/search               | {"act":"CANARY"}            | 400 | INVALID_ARGUMENT | /act
            auditor-1    | POST | /v1/lookups/images             | {"purpose":"COMPLIANCE_AUDIT","legalBasis":"LEGAL_DUTY","caseRef":"CANARY !"} | 400 | INVALID_ARGUMENT | /caseRef
            admin-1      | POST | /v1/sanctions/lists            | {}                          | 422 | FIELD_REQUIRED   | /list
            admin-1      | PUT  | /v1/dealers/D-NAMED/status     | {}                          | 422 | FIELD_REQUIRED   | /status
            admin-1      | PUT  | /v1/dealers/D-NAMED            | {"contractRef":"C-1","clauseVersion":"V-1","licence":{"number":"L-1","validUntil":"CANARY"}} | 400 | INVALID_ARGUMENT | /licence/validUntil
            admin-1      | PUT  | /v1/stores/S-NAMED             | {"dealer":"D-100","terminals":["T-1"]} | 422 | FIELD_REQUIRED | /region
            admin-1      | PUT  | /v1/clerks/named               | {"dealer":"D-100","trainedUntil":"CANARY"} | 400 | INVALID_ARGUMENT | /trainedUntil
            admin-1      | PUT  | /v1/blacklist/clerk/named      | {"until":"2030-01-01"}      | 422 | FIELD_REQUIRED   | /reason
            """)
    void aBrokenRuleIsNamed(String user, String verb, String path, String body, int status, String code, String field) {
        var to = path.formatted("00000000-0000-7000-8000-000000000000");
        callers.named(user)
                .keyed()
                .send(verb, to, "application/json", body.getBytes(StandardCharsets.UTF_8))
                .mustRefuse(status, code)
                .mustName(field)
                .mustNotTell(CANARY);
    }

    @ParameterizedTest
    @CsvSource({
        "contractRef, CANARY !, 400, /contractRef",
        "service.type, CANARY, 400, /service/type",
        "service.productClass, CANARY, 400, /service/productClass",
        "subscriber.document.issuedOn, CANARY, 400, /subscriber/document/issuedOn",
        "capture.method, CANARY, 400, /capture/method",
        "capture.device, CANARY !, 400, /capture/device",
        "match.by, CANARY, 400, /match/by",
        "match.result, CANARY, 400, /match/result",
        "match.vendor, CANARY !, 400, /match/vendor",
        "livePhoto, CANARY !, 400, /livePhoto",
        "notice.acknowledgedAt, CANARY, 400, /notice/acknowledgedAt",
        "refusal.reason, CANARY, 400, /refusal/reason",
        "subscriber.name, 1, 422, /subscriber/name",
        "subscriber.document.expiresOn, CANARY, 422, /subscriber/document/expiresOn"
    })
    void aFieldOfASigningIsNamedWithTheWayToIt(String field, String value, int status, String pointer) {
        var answer = callers.clerk()
                .sign(RegistrationForms.mobile().with(field, value))
                .mustBe(status);
        answer.mustHaveErrorShape().mustName(pointer).mustNotTell(CANARY);
    }

    @Test
    void whatIsNoFieldIsNotNamed() {
        assertThat(callers.clerk()
                        .keyed()
                        .post(ApiCaller.REGISTRATIONS, "[]")
                        .mustBe(400)
                        .json()
                        .has("field"))
                .isFalse();
        assertThat(callers.clerk()
                        .keyed()
                        .post(ApiCaller.REGISTRATIONS, "{")
                        .mustBe(400)
                        .json()
                        .has("field"))
                .isFalse();
        assertThat(callers.clerk()
                        .post(ApiCaller.REGISTRATIONS, "{}")
                        .mustBe(400)
                        .json()
                        .has("field"))
                .isFalse(); // the header is missing
    }
}
