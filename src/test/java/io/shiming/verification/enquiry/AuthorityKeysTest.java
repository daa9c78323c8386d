package io.shiming.verification.enquiry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.keys.EllipticCurves;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuthorityKeysTest {
    private final Path file;
    private final HandClock clock = new HandClock();
    private final AuthorityKeys keys;

    AuthorityKeysTest(@TempDir Path directory) {
        file = directory.resolve("jwks.json");
        keys = new AuthorityKeys(file.toUri(), new Wire(Duration.ofSeconds(1)), clock);
    }

    @Test
    void aPublishedKeyIsFoundByItsId() throws Exception {
        publish("a");
        assertThat(keys.named("a").getAlgorithm()).isEqualTo("EC");
    }

    @Test
    void anUnknownKeyIdIsNoKey() throws Exception {
        publish("a");
        assertThatThrownBy(() -> keys.named("../../a")).isInstanceOf(Unusable.class);
    }

    @Test
    void aRotatedKeyIsFoundWhenAMinuteHasPassed() throws Exception {
        // Given
        publish("a");
        keys.named("a");
        publish("b");
        assertThatThrownBy(() -> keys.named("b")).isInstanceOf(Unusable.class);
        // When
        clock.now = clock.now.plusSeconds(61);
        // Then
        assertThat(keys.named("b")).isNotNull();
        assertThatThrownBy(() -> keys.named("a")).isInstanceOf(Unusable.class);
    }

    @Test
    void keysThatAppearLateAreReadWithoutWaiting() throws Exception {
        assertThatThrownBy(() -> keys.named("a")).isInstanceOf(Unusable.class);
        publish("a");
        assertThat(keys.named("a")).isNotNull();
    }

    @Test
    void textThatIsNoKeySetIsNoKey() throws Exception {
        Files.writeString(file, "<html>");
        assertThatThrownBy(() -> keys.named("a")).isInstanceOfSatisfying(Unusable.class, e -> assertThat(e.reason)
                .isEqualTo(Unusable.Reason.NO_KEYS));
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
