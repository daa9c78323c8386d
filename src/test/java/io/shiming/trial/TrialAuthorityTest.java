package io.shiming.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jws.JsonWebSignature;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrialAuthorityTest {
    private final TrialAuthority authority;
    private final HttpClient client = HttpClient.newHttpClient();

    TrialAuthorityTest(@TempDir Path directory) {
        authority = TrialAuthority.start(directory, 0, Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        authority.close();
    }

    @ParameterizedTest
    @CsvSource({
        "11000019900307001X, 测试甲, match",
        "11000019900307001X, 测试不符, mismatch",
        "11000019900307001X, 测试查无, unknown",
        "110000199003070019, 测试甲, unknown",
        "H00000000, 测试甲, match",
    })
    void theRegisterKnowsPossibleNumbersAndNamesThatSayWhatIsWrong(String number, String name, String result)
            throws Exception {
        HttpResponse<String> answer = ask("r-1", number, name);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/jose");
        assertThat(verified(answer.body())).contains("\"result\":\"" + result + "\"");
    }

    @Test
    void aRepetitionGetsTheSameAnswerAndAnotherRequestAnother() throws Exception {
        String first = verified(ask("r-1", "H00000000", "测试甲").body());
        assertThat(verified(ask("r-1", "H00000000", "测试甲").body())).isEqualTo(first);
        assertThat(verified(ask("r-2", "H00000000", "测试甲").body())).isNotEqualTo(first);
    }

    @Test
    void anAnswerHoldsNothingOfThePersonInTheClear() throws Exception {
        assertThat(verified(ask("r-1", "H00000000", "测试甲").body()))
                .doesNotContain("H00000000")
                .doesNotContain("测试甲");
    }

    @Test
    void itMisbehavesOnCommandAndIsWellAgainOnCommand() throws Exception {
        assertThat(post("/control", "{\"mode\":\"error\"}").statusCode()).isEqualTo(200);
        assertThat(ask("r-1", "H00000000", "测试甲").statusCode()).isEqualTo(503);
        post("/control", "{\"mode\":\"normal\"}");
        assertThat(ask("r-1", "H00000000", "测试甲").statusCode()).isEqualTo(200);
        assertThat(authority.asked()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void everyMoodCanBeAskedForByName(Mood mood) {
        assertThat(Mood.named(mood.name().toLowerCase(Locale.ROOT).replace('_', '-')))
                .isEqualTo(mood);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"mode\":\"kind\"}", "not json"})
    void anUnknownCommandIsRefusedAndChangesNothing(String command) throws Exception {
        assertThat(post("/control", command).statusCode()).isEqualTo(400);
        assertThat(ask("r-1", "H00000000", "测试甲").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{\"requestId\":\"r-1\"}", "{\"requestId\":\"r-1\",\"name\":\"甲\"}"})
    void whatIsNoQuestionIsRefused(String body) throws Exception {
        assertThat(post("/v1/identity-checks", body).statusCode()).isEqualTo(400);
    }

    @Test
    void aQuestionPrintsNothingOfThePerson() {
        assertThat(new Check(question("r-1", "H00000000", "测试甲")).toString())
                .doesNotContain("H00000000")
                .doesNotContain("测试甲");
    }

    @Test
    void aTakenPortIsReplacedByAFreeOne(@TempDir Path other) {
        int taken = authority.address().getPort();
        try (var second = TrialAuthority.start(other, taken, Clock.systemUTC())) {
            assertThat(second.address().getPort()).isNotEqualTo(taken);
            assertThat(second.settings().get("shiming.verification.authority.url"))
                    .isEqualTo(second.address().toString());
        }
    }

    @Test
    void aForgedAnswerDoesNotVerify() throws Exception {
        authority.be(Mood.FORGED);
        String answer = ask("r-1", "H00000000", "测试甲").body();
        assertThatThrownBy(() -> verified(answer)).hasMessageContaining("signature");
    }

    private String verified(String compact) throws Exception {
        var keys = client.send(
                HttpRequest.newBuilder(authority.address().resolve("/jwks")).build(), BodyHandlers.ofString());
        var signed = new JsonWebSignature();
        signed.setCompactSerialization(compact);
        signed.setKey(new JsonWebKeySet(keys.body())
                .findJsonWebKey(signed.getKeyIdHeaderValue(), null, null, null)
                .getKey());
        return signed.getPayload();
    }

    private HttpResponse<String> ask(String requestId, String number, String name) throws Exception {
        return post("/v1/identity-checks", question(requestId, number, name));
    }

    private static String question(String requestId, String number, String name) {
        return "{\"requestId\":\"%s\",\"documentType\":\"RIC\",\"documentNumber\":\"%s\",\"name\":\"%s\"}"
                .formatted(requestId, number, name);
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        return client.send(
                HttpRequest.newBuilder(authority.address().resolve(path))
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }
}
