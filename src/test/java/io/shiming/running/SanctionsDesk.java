package io.shiming.running;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.restassured.RestAssured;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Where the authorities write their lists, and the office that takes them over. */
@Singleton
class SanctionsDesk {
    static final String LISTS = "/v1/sanctions/lists";
    private static final JsonMapper JSON = new JsonMapper();

    private final String address;
    private final Hub hub;
    private final Callers callers;
    private Instant lastList = Instant.now().truncatedTo(ChronoUnit.MICROS);

    SanctionsDesk(@ConfigProperty(name = "shiming.verification.hub.url") String address, Hub hub, Callers callers) {
        this.address = address;
        this.hub = hub;
        this.callers = callers;
    }

    /** A term of the person of a form. */
    Map<String, Object> term(Form form, String ground, LocalDate from, LocalDate until) {
        return Map.of(
                "person",
                hub.digestOf(form),
                "decisionRef",
                "D-" + UUID.randomUUID(),
                "ground",
                ground,
                "from",
                from.toString(),
                "until",
                until.toString(),
                "withdrawn",
                false);
    }

    /** Two years from yesterday on. */
    Map<String, Object> identified(Form form) {
        var yesterday = LocalDate.now().minusDays(1);
        return term(form, "IDENTIFIED", yesterday, yesterday.plusYears(2));
    }

    void listed(Form form) {
        load(signed(identified(form))).mustBe(201);
    }

    /** A request with a signed list that is newer than all before. */
    @SafeVarargs
    final synchronized Form signed(Map<String, Object>... entries) {
        lastList = lastList.plus(1, ChronoUnit.MILLIS);
        return signed("L-" + UUID.randomUUID(), lastList, List.of(entries));
    }

    Form signed(String id, Instant issuedAt, List<Map<String, Object>> entries) {
        var list = Map.of("listId", id, "issuedAt", issuedAt.toString(), "entries", entries);
        var jws = RestAssured.given()
                .body(JSON.valueToTree(list).toString())
                .post(address + "/sanctions-lists")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        return Form.empty().with("list", jws);
    }

    Reply load(Form request) {
        return load(UUID.randomUUID().toString(), request);
    }

    Reply load(String key, Form request) {
        return callers.named("admin-1").with("Idempotency-Key", key).post(LISTS, request.json());
    }
}
