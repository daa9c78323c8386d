package io.shiming.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restassured.RestAssured;
import io.shiming.trial.Mood;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Locale;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The identity authority, and how it behaves. */
@ApplicationScoped
class Authority {
    private static final int LONGER_THAN_ANYBODY_WAITS = 20_000;

    private final String address;
    private final Callers callers;

    Authority(@ConfigProperty(name = "shiming.verification.authority.url") String address, Callers callers) {
        this.address = address;
        this.callers = callers;
    }

    void is(Mood mood) {
        is(mood, LONGER_THAN_ANYBODY_WAITS);
    }

    /** Of the slow ones, so slow. */
    void is(Mood mood, int slowMillis) {
        var name = mood.name().toLowerCase(Locale.ROOT).replace('_', '-');
        RestAssured.given()
                .body("{\"mode\":\"" + name + "\",\"slowMillis\":" + slowMillis + "}")
                .post(address + "/control")
                .then()
                .statusCode(200);
    }

    /**
     * Well again, and the service has noticed: the circuit breaker is closed, and of the eight calls it watches none is
     * a failure.
     */
    void isBack() {
        is(Mood.NORMAL);
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> {
                    for (int call = 0; call < 8; call++) {
                        assertThat(callers.clerk().sign(Counter.internet()).status())
                                .isEqualTo(201);
                    }
                });
    }
}
