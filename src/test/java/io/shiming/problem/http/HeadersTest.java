package io.shiming.problem.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.shiming.fixture.ApiCallers;
import io.shiming.fixture.RegistrationForms;
import io.shiming.fixture.RequestForm;
import io.shiming.fixture.Superuser;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class HeadersTest {
    @Inject
    ApiCallers callers;

    @Inject
    Superuser superuser;

    @TestHTTPResource
    URI service;

    @ParameterizedTest
    @CsvSource({
        "Idempotency-Key, k-1, k-1",
        "Idempotency-Key, k-1, k-2",
        "idempotency-key, k-1, k-2",
        "Second-Reviewer, a, b",
        "x-correlator, CANARY, CANARY",
        "Content-Type, application/json, application/json",
        "Authorization, Bearer a, Bearer b",
        "DPoP, a, b",
        "Host, localhost, localhost"
    })
    @Tag("case-A4")
    void aHeaderWithOneValueIsRefusedTwice(String name, String first, String second) {
        var form = RegistrationForms.mobile();
        var answer = signed(form, name + ": " + first, name + ": " + second);
        assertThat(answer)
                .startsWith("HTTP/1.1 400 ")
                .contains("\"code\":\"INVALID_ARGUMENT\"")
                .doesNotContain("CANARY");
        assertThat(superuser.number(
                        "SELECT count(*) FROM registry.registration WHERE contract_ref = ?", form.text("contractRef")))
                .isZero();
    }

    @Test
    @Tag("case-A4")
    void onceItIsTaken() {
        assertThat(signed(RegistrationForms.mobile(), "Idempotency-Key: " + UUID.randomUUID()))
                .startsWith("HTTP/1.1 201 ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text/html, /, */*|200",
                "*/*|200",
                "/|200",
                ",|200",
                "text/html;q=0.9, application/json;q=0.5|200",
                "application/*|200",
                "text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2|200", // java.net.HttpURLConnection
                "APPLICATION/JSON|200",
                "application/json; charset=utf-8|200",
                "text/xml|406",
                "text/html, /|406"
            })
    @Tag("case-A10")
    void acceptIsReadAsRfc9110Has(String accept, int status) {
        var caller = callers.provisioning().with("Accept", accept);
        assertThat(caller.get("/v1/events?after=0&limit=1").status()).isEqualTo(status);
        var form = RegistrationForms.mobile();
        assertThat(callers.clerk().with("Accept", accept).sign(form).status()).isEqualTo(status == 200 ? 201 : 406);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /v1/registrations/%zz",
                "GET /v1/registrations/%",
                "GET /v1/registrations/%1",
                "GET /v1/registrations/a|b",
                "GET /v1/events?after=%zz",
                "POST /v1/lookups%",
                "PUT /v1/dealers/%zz",
                "DELETE /%zz"
            })
    @Tag("case-A5")
    void aMalformedPathIsRefusedInOurShape(String line) {
        var answer = RawRequest.send(service, RawRequest.head(line, "x-correlator: c-1"));
        assertThat(answer)
                .startsWith("HTTP/1.1 400 ")
                .contains("\"status\":400", "\"code\":\"INVALID_ARGUMENT\"", "\"message\":\"");
        assertThat(answer.toLowerCase(Locale.ROOT)).contains("content-type: application/json", "x-correlator: c-1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"X-Odd: a\u0001b", "X-Odd: a\u0000b", "Idempotency-Key: \u0007", "X\u0001Odd: a", "X-Odd : a"})
    @Tag("case-A5")
    void aControlCharacterInAHeaderIsRefused(String header) {
        assertThat(RawRequest.send(service, RawRequest.head("GET /v1/events", header)))
                .startsWith("HTTP/1.1 400 ")
                .doesNotContain("Odd");
    }

    private String signed(RequestForm form, String... more) {
        var body = form.json().toString();
        var names = List.of(more).toString().toLowerCase(Locale.ROOT);
        var headers = new ArrayList<>(List.of(more));
        headers.add("Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length);
        if (!names.contains("authorization")) headers.add("Authorization: Bearer " + callers.token("clerk-1"));
        if (!names.contains("content-type")) headers.add("Content-Type: application/json");
        if (!names.contains("idempotency-key")) headers.add("Idempotency-Key: " + UUID.randomUUID());
        var bytes = new String(body.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        return RawRequest.send(
                service, RawRequest.head("POST /v1/registrations", headers.toArray(String[]::new)) + bytes);
    }
}
