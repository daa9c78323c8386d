package io.shiming.verification.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.shiming.peer.KeyPlace;
import io.shiming.peer.Peer;
import io.shiming.peer.PeerKeys;
import io.shiming.peer.PeerTrust;
import io.shiming.trial.Mood;
import io.shiming.trial.TrialHub;
import io.shiming.verification.CardQuestion;
import io.shiming.verification.enquiry.SignedEnquiry;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class HttpCardCountTest {
    private static final String PERSON = "0123456789abcdef".repeat(4);

    private final TrialHub hub;
    private final HttpCardCount adapter;

    HttpCardCountTest(@TempDir Path directory) {
        hub = TrialHub.start(directory, 0, Clock.systemUTC());
        adapter = adapter(Optional.of(hub.address()), Duration.ofSeconds(10));
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    @Test
    void theHubsCountIsThatOfThePersonAskedAbout() {
        hub.count(PERSON, 4);
        assertThat(adapter.ask(question(PERSON))).hasValue(4);
        assertThat(adapter.ask(question("f".repeat(64)))).hasValue(0);
    }

    @Test
    void repeatedQuestionIsCountedAgain() {
        // Given
        var question = question(PERSON);
        hub.count(PERSON, 5);
        assertThat(adapter.ask(question)).hasValue(5);
        // When
        hub.count(PERSON, 4);
        // Then
        assertThat(adapter.ask(question)).hasValue(4);
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NORMAL")
    void faultyHubYieldsNoCount(Mood mood) {
        hub.be(mood);
        var hasty = adapter(Optional.of(hub.address()), Duration.ofMillis(800));
        assertThat(hasty.ask(question(PERSON))).isEmpty();
    }

    @Test
    void hubWithoutAnAddressIsNotAsked() {
        var unconnected = adapter(Optional.empty(), Duration.ofSeconds(10));
        assertThat(unconnected.connected()).isFalse();
        assertThat(unconnected.ask(question(PERSON))).isEmpty();
    }

    @Test
    void aQuestionPrintsNothingOfThePerson() {
        assertThat(question(PERSON).toString()).doesNotContain(PERSON);
    }

    private static CardQuestion question(String person) {
        return new CardQuestion(UUID.randomUUID(), 1, person);
    }

    private static HttpCardCount adapter(Optional<URI> address, Duration timeout) {
        var enquiry = address.map(url -> new SignedEnquiry(
                url,
                new PeerKeys(
                        Peer.HUB,
                        new KeyPlace(url + "/jwks"),
                        PeerTrust.system(),
                        Duration.ofHours(1),
                        Clock.systemUTC()),
                timeout,
                HttpCardCount.TYPE));
        return new HttpCardCount(enquiry.orElse(null), Clock.systemUTC());
    }
}
