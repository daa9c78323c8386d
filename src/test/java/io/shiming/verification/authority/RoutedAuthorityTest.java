package io.shiming.verification.authority;

import static org.assertj.core.api.Assertions.assertThat;

import io.shiming.peer.KeyPlace;
import io.shiming.peer.Peer;
import io.shiming.peer.PeerKeys;
import io.shiming.peer.PeerTrust;
import io.shiming.trial.Mood;
import io.shiming.trial.TrialAuthority;
import io.shiming.verification.Answer;
import io.shiming.verification.Answer.Result;
import io.shiming.verification.Claim;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Two providers behind one port: routed by document, falling over on silence, never on a no. */
class RoutedAuthorityTest {
    private final TrialAuthority first;
    private final TrialAuthority second;
    private final RoutedAuthority routed; // waits as long as it takes
    private final RoutedAuthority hasty; // gives the first no time to speak of

    RoutedAuthorityTest(@TempDir Path directory) throws Exception {
        first = TrialAuthority.start(Files.createDirectory(directory.resolve("first")), 0, Clock.systemUTC());
        second = TrialAuthority.start(Files.createDirectory(directory.resolve("second")), 0, Clock.systemUTC());
        routed = routed(Duration.ofSeconds(10), Duration.ofSeconds(10));
        hasty = routed(Duration.ofMillis(800), Duration.ofSeconds(10));
    }

    @AfterEach
    void stop() {
        first.close();
        second.close();
    }

    @Test
    void aResidentCardGoesToTheFirstProviderOnly() {
        assertThat(routed.ask(card("测试甲")).provider()).isEqualTo("first");
        assertThat(second.asked()).isZero();
    }

    @Test
    void aTypeThatIsRoutedToTheSecondGoesThereOnly() {
        assertThat(routed.ask(passport()).provider()).isEqualTo("second");
        assertThat(first.asked()).isZero();
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NORMAL")
    void secondAuthorityAnswersWhenTheFirstIsFaulty(Mood mood) {
        // Given
        first.be(mood);
        // When
        var answer = hasty.ask(card("测试甲"));
        // Then
        assertThat(answer.result()).isEqualTo(Result.MATCH);
        assertThat(answer.provider()).isEqualTo("second");
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NORMAL")
    void twoFaultyAuthoritiesVerifyNoPerson(Mood mood) {
        // Given
        first.be(Mood.DOWN);
        second.be(mood);
        var neither = routed(Duration.ofMillis(800), Duration.ofMillis(800));
        // When, Then
        assertThat(neither.ask(card("测试甲")).result()).isEqualTo(Result.UNAVAILABLE);
        assertThat(neither.ask(passport()).verified()).isFalse();
    }

    @Test
    void denialByTheFirstAuthorityIsFinal() {
        assertThat(routed.ask(card("测试不符")).result()).isEqualTo(Result.MISMATCH);
        assertThat(routed.ask(card("测试查无")).result()).isEqualTo(Result.UNKNOWN_DOCUMENT);
        assertThat(second.asked()).isZero();
    }

    @Test
    void behindAnOpenBreakerTheSecondAnswersWithoutTheFirstBeingAsked() {
        // Given
        first.be(Mood.ERROR);
        for (int i = 0; i < 12; i++) routed.ask(card("测试甲"));
        int asked = first.asked();
        // When
        var answers = List.of(routed.ask(card("测试甲")), routed.ask(card("测试乙")));
        // Then
        assertThat(answers).extracting(Answer::provider).containsOnly("second");
        assertThat(first.asked()).isEqualTo(asked);
    }

    private RoutedAuthority routed(Duration firstWithin, Duration secondWithin) {
        return new RoutedAuthority(
                List.of(adapter("first", first, firstWithin), adapter("second", second, secondWithin)),
                Set.of("PPT_F"));
    }

    private static HttpIdentityAuthority adapter(String name, TrialAuthority simulator, Duration timeout) {
        var provider = new Provider(
                name,
                simulator.address(),
                new PeerKeys(
                        Peer.IDENTITY_AUTHORITY,
                        new KeyPlace(simulator.address() + "/jwks"),
                        PeerTrust.system(),
                        Duration.ofHours(1),
                        Clock.systemUTC()),
                timeout);
        return new HttpIdentityAuthority(provider, Clock.systemUTC());
    }

    private static Claim card(String name) {
        return new Claim(UUID.randomUUID(), "RIC", "11000019900307001X", name, null);
    }

    private static Claim passport() {
        return new Claim(UUID.randomUUID(), "PPT_F", "X0000001", "SPECIMEN ANNA", LocalDate.of(1990, 3, 7));
    }
}
