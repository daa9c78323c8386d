package io.shiming.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.shiming.fixture.ApiCaller;
import io.shiming.fixture.ApiCallers;
import io.shiming.fixture.ApiReply;
import io.shiming.fixture.RegistrationForms;
import io.shiming.fixture.RequestForm;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.DoubleStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * An unknown person, another operator's subscriber, and a person that the order does not name: the same answer after
 * the same time.
 */
@QuarkusTest
@DisplayName("P4: uniform answers")
class UniformAnswersTest {
    @Inject
    ApiCallers callers;

    @ConfigProperty(name = "shiming.access.miss-floor", defaultValue = "25ms")
    Duration floor;

    @Test
    void noneOfThemIsAnsweredBeforeTheFloor() {
        var own = signed("clerk-1");
        var reference = inForce(own);
        var officer = callers.named("warrant-1");
        for (var question : List.of(
                question(RegistrationForms.internet()),
                question(signed("clerk-1-ridge")),
                question(signed("clerk-1")))) {
            long began = System.nanoTime();
            ask(officer, question, reference);
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(floor);
        }
    }

    @Test
    @Tag("heavy")
    void twoThousandOfEachTakeTheSameTime() {
        // Given
        int samples = 2_000;
        var own = signed("clerk-1");
        var questions = List.of(
                question(RegistrationForms.internet()), question(signed("clerk-1-ridge")), question(signed("clerk-1")));
        var reference = inForce(own);
        var officer = callers.named("warrant-1");
        for (int i = 0; i < 50; i++) ask(officer, questions.get(i % 3), reference);
        // When
        var times = new double[3][samples];
        for (int i = 0; i < samples; i++) {
            for (int turn = 0; turn < 3; turn++) {
                int kind =
                        (i + turn) % 3; // each kind comes first, second and third as often: what went before tells too
                long began = System.nanoTime();
                ask(officer, questions.get(kind), reference);
                times[kind][i] = (System.nanoTime() - began) / 1e6;
            }
        }
        // Then
        for (int one = 0; one < 3; one++) {
            for (int other = one + 1; other < 3; other++) {
                System.getLogger("P4")
                        .log(
                                System.Logger.Level.INFO,
                                "{0} and {1}: medians {2} {3} ms, t {4}",
                                one,
                                other,
                                median(times[one]),
                                median(times[other]),
                                t(times[one], times[other]));
                assertThat(Math.abs(median(times[one]) - median(times[other]))).isLessThan(2);
                assertThat(Math.abs(t(times[one], times[other]))).isLessThan(4.5);
            }
        }
    }

    private static void ask(ApiCaller officer, RequestForm question, String reference) {
        officer.lookUp(question.with("caseRef", reference)).mustRefuse(404, "NOT_FOUND");
    }

    private String inForce(RequestForm subject) {
        var reference = "CASE-" + UUID.randomUUID();
        var order = RequestForm.empty()
                .with("authority", "测试市公安局")
                .with("jurisdiction", "CN")
                .with("orderNumber", "No. 1")
                .with("provision", "Criminal Procedure Law article 54")
                .with(
                        "subjects",
                        List.of(RequestForm.empty()
                                .with("line", RegistrationForms.line(subject).json())
                                .json()))
                .with("validFrom", Instant.now().minusSeconds(60).toString())
                .with("validTo", Instant.now().plusSeconds(3600).toString())
                .with("maxUses", 1000);
        put("warrant-1", reference, order.json().toString()).mustBe(201);
        put("approver-1", reference + "/approval", "").mustBe(200);
        return reference;
    }

    private ApiReply put(String user, String path, String body) {
        return callers.named(user)
                .keyed()
                .send("PUT", "/v1/cases/" + path, "application/json", body.getBytes(StandardCharsets.UTF_8));
    }

    private RequestForm signed(String clerk) {
        var form = RegistrationForms.internet();
        callers.named(clerk).sign(form).mustBe(201);
        return form;
    }

    private static RequestForm question(RequestForm form) {
        return RequestForm.empty()
                .with("line", RegistrationForms.line(form).json())
                .with("purpose", "LAWFUL_ORDER")
                .with("legalBasis", "COOPERATION_WITH_AUTHORITY");
    }

    private static double median(double[] times) {
        var sorted = times.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** Welch's t. */
    private static double t(double[] one, double[] other) {
        return (mean(one) - mean(other)) / Math.sqrt(variance(one) / one.length + variance(other) / other.length);
    }

    private static double mean(double[] times) {
        return DoubleStream.of(times).average().orElseThrow();
    }

    private static double variance(double[] times) {
        double mean = mean(times);
        return DoubleStream.of(times).map(time -> (time - mean) * (time - mean)).sum() / (times.length - 1);
    }
}
