package io.shiming.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.shiming.evidence.Specimen;
import io.shiming.fixture.ApiCaller;
import io.shiming.fixture.ApiCallers;
import io.shiming.fixture.AuthorityStandIn;
import io.shiming.fixture.EvidenceForms;
import io.shiming.fixture.InParallel;
import io.shiming.fixture.RegistrationForms;
import io.shiming.fixture.RequestForm;
import io.shiming.fixture.Superuser;
import io.shiming.trial.Mood;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class IdempotencyTest {
    private static final int PAIRS = 20;

    @Inject
    ApiCallers callers;

    @Inject
    Superuser superuser;

    @Inject
    AuthorityStandIn authority;

    @Test
    void twinsWithOneKeyRegisterOnceAndGetOneAnswer() {
        // Given
        var clerk = callers.clerk();
        var keys =
                Stream.generate(() -> UUID.randomUUID().toString()).limit(PAIRS).toList();
        var forms = Stream.generate(RegistrationForms::mobile).limit(PAIRS).toList();
        // When
        var answers = InParallel.run(2 * PAIRS, i -> clerk.sign(keys.get(i / 2), forms.get(i / 2)));
        // Then
        var registrations = new HashSet<String>();
        for (int pair = 0; pair < PAIRS; pair++) {
            var first = answers.get(2 * pair).mustBe(201);
            assertThat(answers.get(2 * pair + 1).appearance()).isEqualTo(first.appearance());
            registrations.add(first.registration());
            assertThat(registrationsOf(forms.get(pair))).isEqualTo(1);
        }
        assertThat(registrations).hasSize(PAIRS);
    }

    @Test
    void aLaterRepetitionGetsTheSameAnswerAndRegistersNothing() {
        // Given
        var key = UUID.randomUUID().toString();
        var form = RegistrationForms.mobile();
        var first = callers.clerk().sign(key, form).mustBe(201);
        // When
        var second = callers.clerk().sign(key, form);
        // Then
        assertThat(second.appearance()).isEqualTo(first.appearance());
        assertThat(registrationsOf(form)).isEqualTo(1);
    }

    @Test
    void theSameKeyWithAnotherBodyIsRefusedAndRegistersNothing() {
        // Given
        var key = UUID.randomUUID().toString();
        var form = RegistrationForms.mobile();
        callers.clerk().sign(key, form).mustBe(201);
        // When
        var other = RegistrationForms.anotherMobile(form).with("contractRef", "OTHER-" + key);
        // Then
        callers.clerk()
                .sign(key, other)
                .mustRefuse(422, "IDEMPOTENCY_KEY_REUSED")
                .mustNotTell(form.personal());
        assertThat(registrationsOf(other)).isZero();
    }

    @Test
    void aKeyIsItsOwnersOnly() {
        // Given
        var key = UUID.randomUUID().toString();
        var form = RegistrationForms.mobile();
        var ours = callers.clerk().sign(key, form).mustBe(201);
        // When
        var theirs = callers.named("clerk-1-ridge").sign(key, form).mustBe(201);
        // Then
        assertThat(theirs.registration()).isNotEqualTo(ours.registration());
    }

    @Test
    @Tag("case-C8")
    void aKeyIsItsStoresOnly() {
        // Given: two stores of one client
        var key = UUID.randomUUID().toString();
        var form = RegistrationForms.mobile();
        var here = callers.clerk().sign(key, form).mustBe(201);
        // When
        var there =
                callers.named("clerk-2").sign(key, RegistrationForms.mobile()).mustBe(201);
        // Then
        assertThat(there.registration()).isNotEqualTo(here.registration());
        assertThat(callers.clerk().sign(key, form).body()).isEqualTo(here.body());
    }

    @Test
    @Tag("case-C8")
    void theKeyOfAnImageIsItsStoresOnly() {
        var key = UUID.randomUUID().toString();
        var here = photo(callers.clerk(), key, 91);
        var there = photo(callers.named("clerk-2"), key, 92);
        assertThat(there).isNotEqualTo(here);
        assertThat(photo(callers.clerk(), key, 91)).isEqualTo(here);
    }

    private static String photo(ApiCaller clerk, String key, int width) {
        return clerk.with("Idempotency-Key", key)
                .send("POST", EvidenceForms.EVIDENCE + "?kind=photo", "image/png", Specimen.png(width, 70))
                .mustBe(201)
                .text("/evidenceId");
    }

    @Test
    void aKeyInQuotesIsTheSameKey() {
        // Given
        var key = UUID.randomUUID().toString();
        var form = RegistrationForms.mobile();
        var bare = callers.clerk().sign(key, form).mustBe(201);
        // When
        var quoted = callers.clerk().sign("\"" + key + "\"", form);
        // Then
        assertThat(quoted.appearance()).isEqualTo(bare.appearance());
    }

    @Test
    void aSigningWithoutAKeyIsRefused() {
        callers.clerk()
                .post(ApiCaller.REGISTRATIONS, RegistrationForms.mobile().json())
                .mustRefuse(400, "IDEMPOTENCY_KEY_REQUIRED");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\"\"",
                "a b",
                "a\"b",
                "\u00E9",
                "01234567890123456789012345678901234567890123456789012345678901234"
            })
    void aKeyThatIsNoneIsRefused(String key) {
        callers.clerk().sign(key, RegistrationForms.mobile()).mustRefuse(400, "IDEMPOTENCY_KEY_REQUIRED");
    }

    @Test
    void aRepetitionAfterTheAuthorityCameBackTellsTheTruth() {
        // Given
        var key = UUID.randomUUID().toString();
        var form = RegistrationForms.mobile();
        authority.is(Mood.DOWN);
        var kept = callers.clerk().sign(key, form);
        authority.isBack();
        kept.mustBe(202);
        // When
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> callers.clerk().sign(key, form).mustBe(201));
        // Then
        var now = callers.clerk().sign(key, form);
        assertThat(now.registration()).isEqualTo(kept.registration());
        assertThat(now.text("/status")).isEqualTo("ACTIVE");
        assertThat(now.json().at("/mayActivate").asBoolean()).isTrue();
    }

    private long registrationsOf(RequestForm form) {
        return superuser.number(
                "SELECT count(*) FROM registry.registration WHERE contract_ref = ?", form.text("contractRef"));
    }
}
