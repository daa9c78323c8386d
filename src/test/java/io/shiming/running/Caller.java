package io.shiming.running;

import static io.restassured.RestAssured.given;
import static io.restassured.config.EncoderConfig.encoderConfig;
import static io.restassured.config.RestAssuredConfig.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** One who calls with one token, or with none. Each method is one request. */
final class Caller {
    static final String REGISTRATIONS = "/v1/registrations";
    static final String LOOKUPS = "/v1/lookups";
    static final String LINE_STATUS = "/v1/lines/status";
    static final String LINE_CHANGES = "/v1/lines/changes";
    static final String EVENTS = "/v1/events";

    private final String token;
    private final Map<String, String> headers = new LinkedHashMap<>();

    Caller(String token) {
        this.token = token;
    }

    static Caller anonymous() {
        return new Caller(null);
    }

    /** The same caller with one header more. */
    Caller with(String header, String value) {
        var more = new Caller(token);
        more.headers.putAll(headers);
        more.headers.put(header, value);
        return more;
    }

    /** The same caller with a key that nobody has used. */
    Caller keyed() {
        return with("Idempotency-Key", UUID.randomUUID().toString());
    }

    /** Signs with a fresh key. */
    Reply sign(Form form) {
        return sign(UUID.randomUUID().toString(), form);
    }

    Reply sign(String key, Form form) {
        return with("Idempotency-Key", key).post(REGISTRATIONS, form.json());
    }

    Reply standing(String registration) {
        return get(REGISTRATIONS + "/" + registration);
    }

    Reply lookUp(Form question) {
        return post(LOOKUPS, question.json());
    }

    Reply lineStatus(Form line) {
        return post(LINE_STATUS, line.json());
    }

    /** Changes the line that a form was signed for. */
    Reply change(String key, Form change) {
        return with("Idempotency-Key", key).post(LINE_CHANGES, change.json());
    }

    Reply change(Form change) {
        return change(UUID.randomUUID().toString(), change);
    }

    Reply suspend(Form signed, String reason) {
        return change(Counter.change("suspend", signed).with("reason", reason));
    }

    Reply close(Form signed) {
        return change(Counter.change("close", signed).with("reason", "subscriber_request"));
    }

    /** Asks for a second verification of the line that a form was signed for. */
    Reply askToReverify(String key, Form signed, String cause) {
        var task = Form.empty()
                .with("cause", cause)
                .with("line", Counter.line(signed).json());
        return with("Idempotency-Key", key).post("/v1/reverifications", task.json());
    }

    Reply askToReverify(Form signed, String cause) {
        return askToReverify(UUID.randomUUID().toString(), signed, cause);
    }

    /** Brings a user from before the duty of true identity in. */
    Reply bringIn(String key, Form legacy) {
        return with("Idempotency-Key", key).post("/v1/legacy-registrations", legacy.json());
    }

    Reply bringIn(Form legacy) {
        return bringIn(UUID.randomUUID().toString(), legacy);
    }

    /** Agrees to the end of a hold. */
    Reply agreeToLift(String registration, String caseRef) {
        var hold = Form.empty().with("registrationId", registration).with("caseRef", caseRef);
        return keyed().put("/v1/legal-holds/lifting", hold.json());
    }

    /** Places a hold, or asks for its end. */
    Reply hold(String registration, String caseRef, String status) {
        var hold = Form.empty()
                .with("registrationId", registration)
                .with("caseRef", caseRef)
                .with("status", status);
        return keyed().put("/v1/legal-holds", hold.json());
    }

    Reply events(String after, int limit) {
        return get(EVENTS + "?after=" + after + "&limit=" + limit);
    }

    Reply get(String path) {
        return Reply.of(request().get(path));
    }

    /** The answer as it came, for what is not text. */
    Response raw(String path) {
        return request().get(path);
    }

    /** The same for a question without a body. */
    Response rawPost(String path) {
        return request().post(path);
    }

    Reply post(String path, JsonNode body) {
        return post(path, body.toString());
    }

    Reply post(String path, String body) {
        return send("POST", path, "application/json", body.getBytes(StandardCharsets.UTF_8));
    }

    Reply put(String path, JsonNode body) {
        return send("PUT", path, "application/json", body.toString().getBytes(StandardCharsets.UTF_8));
    }

    Reply send(String method, String path, String type, byte[] body) {
        return Reply.of(request().header("Content-Type", type).body(body).request(method, path));
    }

    private RequestSpecification request() {
        var plain = encoderConfig().appendDefaultContentCharsetToContentTypeIfUndefined(false);
        var request = given().config(config().encoderConfig(plain))
                .urlEncodingEnabled(false)
                .headers(headers);
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }
}
