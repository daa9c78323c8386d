package io.shiming.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restassured.RestAssured;
import io.shiming.identity.DocumentNumber;
import io.shiming.identity.DocumentType;
import io.shiming.trial.Mood;
import io.shiming.vault.AgreedDigest;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Locale;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The national hub, and how it behaves. */
@ApplicationScoped
class Hub {
    private static final int LONGER_THAN_ANYBODY_WAITS = 20_000;

    private final String address;
    private final AgreedDigest digests;
    private final Callers callers;

    Hub(@ConfigProperty(name = "shiming.verification.hub.url") String address, AgreedDigest digests, Callers callers) {
        this.address = address;
        this.digests = digests;
        this.callers = callers;
    }

    void is(Mood mood) {
        is(mood, LONGER_THAN_ANYBODY_WAITS);
    }

    void is(Mood mood, int slowMillis) {
        var name = mood.name().toLowerCase(Locale.ROOT).replace('_', '-');
        control("{\"mode\":\"" + name + "\",\"slowMillis\":" + slowMillis + "}");
    }

    /** From now on it counts so many cards of the person of this form. */
    void counts(Form form, int cards) {
        control("{\"person\":\"" + digestOf(form) + "\",\"cards\":" + cards + "}");
    }

    /** As operators and authorities speak of this person. */
    String digestOf(Form form) {
        var number = form.text("subscriber.document.number");
        return digests.of(
                DocumentNumber.of(DocumentType.RIC, number, LocalDate.now()).canonical());
    }

    /** Well again, and the service has noticed. */
    void isBack() {
        is(Mood.NORMAL);
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> {
                    for (int call = 0; call < 8; call++) {
                        assertThat(callers.clerk().sign(Counter.mobile()).status())
                                .isEqualTo(201);
                    }
                });
    }

    private void control(String wish) {
        RestAssured.given().body(wish).post(address + "/control").then().statusCode(200);
    }
}
