package io.shiming.problem.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.shiming.access.RolesTest;
import io.shiming.fixture.ApiCaller;
import io.shiming.fixture.ApiCallers;
import io.shiming.fixture.RegistrationForms;
import io.shiming.fixture.RequestForm;
import io.shiming.fixture.Superuser;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which bytes are JSON is decided before any field is looked at, on every route alike. */
@QuarkusTest
class EncodingsTest {
    private static final String JSON = "application/json";

    @Inject
    ApiCallers callers;

    @Inject
    Superuser superuser;

    static Stream<String> notUtf8() {
        return Stream.of(
                "C1AACDA8", // 联通 in GBK, which is well-formed over-long UTF-8
                "C181C182",
                "E08181",
                "F0808181",
                "EDA080", // half a surrogate pair
                "F4908080", // above U+10FFFF
                "F8888080",
                "D0BBD2B6FF",
                "E6B5"); // cut off
    }

    @ParameterizedTest
    @MethodSource("notUtf8")
    @Tag("case-A1")
    void aNameThatIsNotUtf8IsRefused(String hex) {
        var form = RegistrationForms.mobile();
        callers.clerk()
                .keyed()
                .send("POST", ApiCaller.REGISTRATIONS, JSON, named(form, hex))
                .mustRefuse(400, "INVALID_ARGUMENT");
        assertThat(superuser.number(
                        "SELECT count(*) FROM registry.registration WHERE contract_ref = ?", form.text("contractRef")))
                .isZero();
    }

    static Stream<String> writes() {
        return RolesTest.everyRoute()
                .filter(route -> !route.startsWith("GET"))
                .filter(route -> !route.equals("POST /v1/evidence"));
    }

    @ParameterizedTest
    @MethodSource("writes")
    @Tag("case-A1")
    @Tag("case-A2")
    void everyWriteKnowsOneEncoding(String route) {
        var user = RolesTest.mayUse(route).iterator().next();
        var caller = callers.named(user).keyed();
        for (var type : List.of(
                "application/json; charset=GBK",
                "application/json; charset=utf-16",
                "application/json; charset=iso-8859-1",
                "application/json; profile=x",
                "application/problem+json",
                "application/vnd.api+json",
                "text/json",
                "application/*")) {
            RolesTest.call(route, caller, type, "{}".getBytes(StandardCharsets.UTF_8))
                    .mustRefuse(415, "UNSUPPORTED_MEDIA_TYPE");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "Application/JSON",
                "application/json;charset=utf-8",
                "application/json; charset=UTF-8",
                "application/json ; charset=utf-8"
            })
    @Tag("case-A2")
    void utf8MayBeNamed(String type) {
        callers.clerk()
                .keyed()
                .send(
                        "POST",
                        ApiCaller.REGISTRATIONS,
                        type,
                        RegistrationForms.mobile().json().toString().getBytes(StandardCharsets.UTF_8))
                .mustBe(201);
    }

    @ParameterizedTest
    @CsvSource({
        "UTF-16LE, 415, UNSUPPORTED_MEDIA_TYPE",
        "UTF-16BE, 415, UNSUPPORTED_MEDIA_TYPE",
        "UTF-16, 415, UNSUPPORTED_MEDIA_TYPE",
        "UTF-32LE, 415, UNSUPPORTED_MEDIA_TYPE",
        "UTF-32BE, 415, UNSUPPORTED_MEDIA_TYPE",
        "GBK, 400, INVALID_ARGUMENT"
    })
    @Tag("case-A2")
    void otherEncodingsAreNotGuessed(String charset, int status, String code) {
        var body = RegistrationForms.mobile().json().toString().getBytes(Charset.forName(charset));
        callers.clerk()
                .keyed()
                .send("POST", ApiCaller.REGISTRATIONS, JSON, body)
                .mustRefuse(status, code);
        callers.auditor().send("POST", ApiCaller.LOOKUPS, JSON, body).mustRefuse(status, code);
    }

    @Test
    @Tag("case-A2")
    void aByteOrderMarkIsRefusedEverywhere() {
        var form = RegistrationForms.mobile();
        var signing = ("\uFEFF" + form.json()).getBytes(StandardCharsets.UTF_8);
        callers.clerk()
                .keyed()
                .send("POST", ApiCaller.REGISTRATIONS, JSON, signing)
                .mustRefuse(400, "INVALID_ARGUMENT");
        var question = ("\uFEFF" + RegistrationForms.line(form).json()).getBytes(StandardCharsets.UTF_8);
        callers.provisioning()
                .send("POST", ApiCaller.LINE_STATUS, JSON, question)
                .mustRefuse(400, "INVALID_ARGUMENT");
    }

    @Test
    @Tag("case-A2")
    void aBodyWithoutATypeIsRefused() {
        callers.clerk()
                .keyed()
                .send("POST", ApiCaller.REGISTRATIONS, "", "{}".getBytes(StandardCharsets.UTF_8))
                .mustRefuse(415, "UNSUPPORTED_MEDIA_TYPE");
    }

    /** JSONTestSuite's n_ files with text after the end, and others that are wrong in meaning as well as in syntax. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":\"b\"}/**/",
                "{\"a\":\"b\"}/**//",
                "{\"a\":\"b\"}//",
                "{\"a\":\"b\"}/",
                "{\"a\":\"b\"}#{}",
                "{\"a\":\"b\"}#",
                "{\"a\":true} \"x\"",
                "{\"a\":true}}",
                "{\"a\":true}{}",
                "{\"a\":1,}",
                "{\"a\":[}",
                "{\"a\":\"",
                "{\"a\":tru}",
                "{\"a\":1 \"b\":2}",
                "{\"contractRef\":\"x\",\"a\":1,\"a\":2}"
            })
    @Tag("case-A9")
    void syntaxIsJudgedBeforeMeaning(String body) {
        callers.clerk().keyed().post(ApiCaller.REGISTRATIONS, body).mustRefuse(400, "INVALID_ARGUMENT");
        callers.auditor().post(ApiCaller.LOOKUPS, body).mustRefuse(400, "INVALID_ARGUMENT");
        callers.named("officer-1")
                .keyed()
                .send("PUT", "/v1/legal-holds", JSON, body.getBytes(StandardCharsets.UTF_8))
                .mustRefuse(400, "INVALID_ARGUMENT");
    }

    @Test
    @Tag("case-A9")
    void anUnknownFieldInAGoodTextIsStillNamed() {
        callers.clerk().keyed().post(ApiCaller.REGISTRATIONS, "{\"a\":\"b\"}").mustRefuse(422, "FIELD_NOT_ALLOWED");
    }

    private static byte[] named(RequestForm form, String hex) {
        var text = form.with("subscriber.name", "HERE").json().toString();
        int at = text.indexOf("HERE");
        var all = new ByteArrayOutputStream();
        all.writeBytes(text.substring(0, at).getBytes(StandardCharsets.UTF_8));
        all.writeBytes(HexFormat.of().parseHex(hex));
        all.writeBytes(text.substring(at + 4).getBytes(StandardCharsets.UTF_8));
        return all.toByteArray();
    }
}
