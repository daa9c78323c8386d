package io.shiming.peer;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.keys.EllipticCurves;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PeerKeysTest {
    private final Path file;
    private final HandClock clock = new HandClock();
    private final PeerKeys keys;

    PeerKeysTest(@TempDir Path directory) {
        file = directory.resolve("jwks.json");
        keys = new PeerKeys(Peer.HUB, new KeyPlace(file.toString()), PeerTrust.system(), Duration.ofHours(1), clock);
    }

    @Test
    void aPublishedKeyIsFoundByItsId() throws Exception {
        publish("a");
        assertThat(keys.named("a", "ES256").getAlgorithm()).isEqualTo("EC");
    }

    @Test
    void anUnknownKeyIdIsNoKey() throws Exception {
        publish("a");
        assertThatThrownBy(() -> keys.named("../../a", "ES256")).isInstanceOf(Unusable.class);
    }

    @Test
    void aRotatedKeyIsFoundWhenAMinuteHasPassed() throws Exception {
        // Given
        publish("a");
        keys.named("a", "ES256");
        publish("b");
        assertThatThrownBy(() -> keys.named("b", "ES256")).isInstanceOf(Unusable.class);
        // When
        clock.now = clock.now.plusSeconds(61);
        // Then
        assertThat(keys.named("b", "ES256")).isNotNull();
        assertThatThrownBy(() -> keys.named("a", "ES256")).isInstanceOf(Unusable.class);
    }

    @Test
    @Tag("case-E8")
    void keysThatAppearLateAreReadWithinFiveSecondsAndNotForEachToken() throws Exception {
        assertThatThrownBy(() -> keys.named("a", "ES256")).isInstanceOf(Unusable.class);
        publish("a");
        clock.now = clock.now.plusSeconds(4);
        assertThatThrownBy(() -> keys.named("a", "ES256")).isInstanceOf(Unusable.class);
        clock.now = clock.now.plusSeconds(1);
        assertThat(keys.named("a", "ES256")).isNotNull();
    }

    @Test
    void textThatIsNoKeySetIsNoKey() throws Exception {
        Files.writeString(file, "<html>");
        assertThatThrownBy(() -> keys.named("a", "ES256"))
                .isInstanceOfSatisfying(
                        Unusable.class, e -> assertThat(e.reason()).isEqualTo(Unusable.Reason.NO_KEYS));
    }

    @Test
    @Tag("case-C1")
    void aBadSetLeavesTheLastGoodOneInUseAndSaysSoOnce() throws Exception {
        // Given
        publish("a");
        keys.named("a", "ES256");
        Files.writeString(file, "{\"keys\":[{\"kty\":\"oct\",\"kid\":\"b\",\"k\":\"AAAA\"}]}");
        // When
        clock.now = clock.now.plusSeconds(61);
        assertThatThrownBy(() -> keys.named("b", "ES256")).isInstanceOf(Unusable.class);
        // Then
        assertThat(keys.named("a", "ES256")).isNotNull();
        assertThat(requireNonNull(keys.fault()).word()).isEqualTo("PRIVATE_KEY");
        var since = requireNonNull(keys.fault()).since();
        clock.now = clock.now.plusSeconds(61);
        keys.refresh(Duration.ofMinutes(10));
        assertThat(requireNonNull(keys.fault()).since()).isEqualTo(since);
        // When it is good again
        publish("c");
        clock.now = clock.now.plusSeconds(61);
        keys.refresh(Duration.ofMinutes(10));
        // Then
        assertThat(keys.fault()).isNull();
        assertThat(keys.named("c", "ES256")).isNotNull();
    }

    @Test
    @Tag("case-C1")
    void theLastGoodKeysAreNoLongerTakenWhenTheirPlaceHasBeenAwayForTooLong() throws Exception {
        // Given
        publish("a");
        keys.named("a", "ES256");
        Files.delete(file);
        clock.now = clock.now.plus(Duration.ofMinutes(11));
        keys.refresh(Duration.ofMinutes(10));
        clock.now = clock.now.plus(Duration.ofHours(1));
        assertThat(keys.named("a", "ES256")).isNotNull();
        // When
        clock.now = clock.now.plusSeconds(1);
        // Then
        assertThatThrownBy(() -> keys.named("a", "ES256"))
                .isInstanceOfSatisfying(
                        Unusable.class, e -> assertThat(e.reason()).isEqualTo(Unusable.Reason.NO_KEYS));
        // When they are there again
        publish("b");
        keys.refresh(Duration.ofMinutes(10));
        // Then
        assertThat(keys.named("b", "ES256")).isNotNull();
    }

    @Test
    void aKeyThatWasWithdrawnIsNotTakenForLong() throws Exception {
        publish("a");
        keys.named("a", "ES256");
        publish("b");
        clock.now = clock.now.plus(Duration.ofMinutes(11));
        keys.refresh(Duration.ofMinutes(10));
        assertThatThrownBy(() -> keys.named("a", "ES256")).isInstanceOf(Unusable.class);
    }

    @Test
    @Tag("case-E8")
    void aPlaceIsAPathOrAnAddressOfAFile() throws Exception {
        publish("a");
        for (var place : List.of(file.toString(), file.toUri().toString())) {
            var there = new PeerKeys(Peer.HUB, new KeyPlace(place), PeerTrust.system(), Duration.ofHours(1), clock);
            assertThat(there.named("a", "ES256")).isNotNull();
        }
        for (var place : List.of("file:relative", "file://host/a", "/no/such/file", "\0")) {
            var nowhere = new PeerKeys(Peer.HUB, new KeyPlace(place), PeerTrust.system(), Duration.ofHours(1), clock);
            assertThatThrownBy(() -> nowhere.named("a", "ES256")).isInstanceOf(Unusable.class);
        }
    }

    @ParameterizedTest
    @Tag("case-E8")
    @ValueSource(
            strings = {"http://issuer.example/jwks", " HTTP://issuer.example/jwks", "http://localhost.example/jwks"})
    void keysAreNotReadOverAnOpenLine(String place) {
        var open = new PeerKeys(Peer.HUB, new KeyPlace(place), PeerTrust.system(), Duration.ofHours(1), clock);
        assertThatThrownBy(() -> open.named("a", "ES256"))
                .isInstanceOfSatisfying(
                        Unusable.class, e -> assertThat(e.reason()).isEqualTo(Unusable.Reason.NO_KEYS));
    }

    private void publish(String id) throws Exception {
        var key = EcJwkGenerator.generateJwk(EllipticCurves.P256);
        key.setKeyId(id);
        Files.writeString(file, new JsonWebKeySet(key).toJson(OutputControlLevel.PUBLIC_ONLY));
    }

    private static final class HandClock extends Clock {
        private Instant now = Instant.parse("2030-01-01T00:00:00Z");

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
