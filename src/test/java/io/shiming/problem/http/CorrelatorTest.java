package io.shiming.problem.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.shiming.fixture.ApiCaller;
import io.shiming.fixture.ApiCallers;
import io.shiming.fixture.ApiReply;
import io.shiming.fixture.RegistrationForms;
import jakarta.inject.Inject;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** CAMARA Commonalities 0.8.0: x-correlator comes back on every answer, errors included, or is refused. */
@QuarkusTest
class CorrelatorTest {
    private static final String HEADER = "x-correlator";

    @Inject
    ApiCallers callers;

    @Test
    void correlatorIsReturnedWithEveryAnswer() {
        var correlator = "b4333c46-49c0-4f62-80d7-f0ef930f1c46";
        List<Function<ApiCaller, ApiReply>> calls = List.of(
                caller -> caller.sign(RegistrationForms.internet()),
                caller -> caller.sign(RegistrationForms.internet().without("event")),
                caller -> caller.standing("unknown"),
                caller -> caller.events("0", 1),
                caller -> caller.post(ApiCaller.REGISTRATIONS, "{"),
                caller -> caller.get("/nowhere"),
                caller -> caller.send("DELETE", ApiCaller.LOOKUPS, "application/json", new byte[0]));
        for (var call : calls) {
            var answer = call.apply(callers.clerk().with(HEADER, correlator));
            assertThat(answer.correlator()).as(answer.body()).isEqualTo(correlator);
        }
        assertThat(ApiCaller.anonymous()
                        .with(HEADER, correlator)
                        .events("0", 1)
                        .mustBe(401)
                        .correlator())
                .isEqualTo(correlator);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "A-Z_0:9;./<>{}"})
    void everyPermittedCharacterComesBack(String correlator) {
        var answer = callers.clerk()
                .with(HEADER, correlator)
                .sign(RegistrationForms.internet())
                .mustBe(201);
        assertThat(answer.correlator()).isEqualTo(correlator);
    }

    @ParameterizedTest
    @ValueSource(strings = {"with blank", "quote\"", "percent%0d%0a", "\u00E9", "comma,"})
    void anotherCharacterIsRefusedAndDoesNotComeBack(String correlator) {
        mustBeRefused(correlator);
    }

    @Test
    void theLongestComesBackAndALongerOneIsRefused() {
        var longest = "x".repeat(256);
        assertThat(callers.clerk()
                        .with(HEADER, longest)
                        .sign(RegistrationForms.internet())
                        .mustBe(201)
                        .correlator())
                .isEqualTo(longest);
        mustBeRefused(longest + "x");
    }

    @Test
    void answerHasNoCorrelatorUnlessTheRequestHas() {
        assertThat(callers.clerk()
                        .sign(RegistrationForms.internet())
                        .mustBe(201)
                        .correlator())
                .isNull();
    }

    private void mustBeRefused(String correlator) {
        var answer = callers.clerk().with(HEADER, correlator).sign(RegistrationForms.internet());
        answer.mustRefuse(400, "INVALID_ARGUMENT").mustNotTell(List.of(correlator));
        assertThat(answer.correlator()).isNull();
    }
}
