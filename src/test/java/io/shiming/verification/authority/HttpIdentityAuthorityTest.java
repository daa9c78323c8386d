package io.shiming.verification.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.shiming.peer.KeyPlace;
import io.shiming.peer.Peer;
import io.shiming.peer.PeerKeys;
import io.shiming.peer.PeerTrust;
import io.shiming.trial.Mood;
import io.shiming.trial.TrialAuthority;
import io.shiming.verification.Answer.Result;
import io.shiming.verification.Claim;
import io.shiming.verification.IdentityAuthority;
import io.shiming.verification.IdentityAuthorityContract;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class HttpIdentityAuthorityTest extends IdentityAuthorityContract {
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final Duration TIMEOUT = Duration.ofMillis(800); // where the answer comes too late
    private static final Duration PATIENCE = Duration.ofSeconds(10); // where it is to come

    private final Path directory;
    private final TrialAuthority simulator;
    private final IdentityAuthority adapter;

    HttpIdentityAuthorityTest(@TempDir Path directory) {
        this.directory = directory;
        this.simulator = TrialAuthority.start(directory, 0, CLOCK);
        this.adapter = adapter(simulator.address(), jwks(), CLOCK);
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Override
    protected IdentityAuthority authority() {
        return adapter;
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NORMAL")
    void faultyAuthorityVerifiesNoPerson(Mood mood) {
        // Given
        simulator.be(mood);
        // When
        var answer = asking(mood).ask(claim("测试甲"));
        // Then
        assertThat(answer.result()).isEqualTo(Result.UNAVAILABLE);
        assertThat(answer.verified()).isFalse();
        assertThat(answer.checkedAt()).isEqualTo(NOW);
        boolean broken = mood == Mood.DOWN || mood == Mood.TRUNCATED; // tried once more; a redirect is not followed
        assertThat(simulator.asked()).isEqualTo(broken ? 2 : 1);
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NORMAL")
    void theQuestionIsAnsweredOnceTheAuthorityIsWell(Mood mood) {
        // Given
        Claim claim = claim("测试甲");
        var asked = asking(mood);
        simulator.be(mood);
        asked.ask(claim);
        // When
        simulator.be(Mood.NORMAL);
        // Then: soon, where little time is given
        await().untilAsserted(() -> assertThat(asked.ask(claim).result()).isEqualTo(Result.MATCH));
    }

    @ParameterizedTest
    @EnumSource(names = {"SLOW", "TRICKLE"})
    void aSlowAuthorityCostsNoMoreThanTheTimeLimit(Mood mood) {
        simulator.be(mood);
        long begun = System.nanoTime();
        asking(mood).ask(claim("测试甲"));
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5)); // it takes ten
    }

    @Test
    void aDeadAuthorityIsSoonNoLongerAskedAtAll() {
        // Given
        simulator.be(Mood.ERROR);
        // When
        for (int i = 0; i < 30; i++) {
            assertThat(adapter.ask(claim("测试甲")).result()).isEqualTo(Result.UNAVAILABLE);
        }
        // Then
        assertThat(simulator.asked()).isBetween(8, 12);
    }

    @Test
    void anAuthorityThatIsNotThereIsUnavailable() {
        URI address = simulator.address();
        simulator.close();
        assertThat(adapter(address, URI.create(address + "/jwks"), CLOCK)
                        .ask(claim("测试甲"))
                        .result())
                .isEqualTo(Result.UNAVAILABLE);
    }

    @Test
    void authorityWithoutKeysVerifiesNoPerson() {
        URI noKeys = directory.resolve("no-such-file.json").toUri();
        assertThat(adapter(simulator.address(), noKeys, CLOCK).ask(claim("测试甲")).result())
                .isEqualTo(Result.UNAVAILABLE);
    }

    @Test
    void keysCanComeFromAFile() throws Exception {
        Path file = directory.resolve("public.json");
        var address = URI.create(simulator.address() + "/jwks").toURL();
        try (var keys = address.openStream()) {
            Files.copy(keys, file);
        }
        assertThat(adapter(simulator.address(), file.toUri(), CLOCK)
                        .ask(claim("测试甲"))
                        .result())
                .isEqualTo(Result.MATCH);
    }

    @Test
    void answerFromTheFutureVerifiesNoPerson() {
        Clock slow = Clock.fixed(NOW.minus(Duration.ofMinutes(5)), ZoneOffset.UTC);
        assertThat(adapter(simulator.address(), URI.create(simulator.address() + "/jwks"), slow)
                        .ask(claim("测试甲"))
                        .result())
                .isEqualTo(Result.UNAVAILABLE);
    }

    @Test
    void aRepetitionHoursLaterStillGetsItsAnswer() {
        // Given: the first answer was lost on the way
        Claim claim = claim("测试甲");
        var first = adapter.ask(claim);
        Clock later = Clock.fixed(NOW.plus(Duration.ofHours(23)), ZoneOffset.UTC);
        // When
        var second = adapter(simulator.address(), URI.create(simulator.address() + "/jwks"), later)
                .ask(claim);
        // Then
        assertThat(second).isEqualTo(first);
    }

    @Test
    void aClaimPrintsNothingOfThePerson() {
        Claim claim = claim("测试甲");
        assertThat(claim.toString() + new Question(claim)).doesNotContain("测试甲").doesNotContain("11000019900307001X");
    }

    /** One that waits for an authority of this mood no longer than the test can. */
    private IdentityAuthority asking(Mood mood) {
        boolean late = mood == Mood.SLOW || mood == Mood.TRICKLE;
        return late ? adapter(simulator.address(), jwks(), CLOCK, TIMEOUT) : adapter;
    }

    private URI jwks() {
        return URI.create(simulator.address() + "/jwks");
    }

    private static IdentityAuthority adapter(URI url, URI jwks, Clock clock) {
        return adapter(url, jwks, clock, PATIENCE);
    }

    private static IdentityAuthority adapter(URI url, URI jwks, Clock clock, Duration timeout) {
        return new HttpIdentityAuthority(
                new Provider(
                        "simulator",
                        url,
                        new PeerKeys(
                                Peer.IDENTITY_AUTHORITY,
                                new KeyPlace(jwks.toString()),
                                PeerTrust.system(),
                                Duration.ofHours(1),
                                clock),
                        timeout),
                clock);
    }
}
