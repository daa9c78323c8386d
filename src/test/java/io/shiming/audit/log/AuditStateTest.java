package io.shiming.audit.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditStateTest {
    private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");

    private final Hands clock = new Hands();
    private AuditState state;

    @BeforeEach
    void aFreshState(@TempDir Path heads) throws SQLException {
        state = new SequencerBench(AuditDatabase.fresh(), heads, clock).state;
    }

    @Test
    void lookupsStopWhenTheQueueWasNotReadForFiveMinutes() {
        clock.now = START.plusSeconds(300);
        assertThat(state.lookupsMayProceed()).isTrue();
        clock.now = START.plusSeconds(301);
        assertThat(state.lookupsMayProceed()).isFalse();
    }

    @Test
    void anEmptyQueueStartsTheWaitAfresh() {
        clock.now = START.plusSeconds(299);
        state.queueSeen(null);
        clock.now = START.plusSeconds(500);
        assertThat(state.lookupsMayProceed()).isTrue();
        assertThat(state.queueAge()).isEqualTo(Duration.ofSeconds(201));
    }

    @Test
    void theAgeIsThatOfTheOldestEntryAndGrows() {
        clock.now = START.plusSeconds(100);
        state.queueSeen(START.plusSeconds(40));
        assertThat(state.queueAge()).isEqualTo(Duration.ofSeconds(60));
        clock.now = START.plusSeconds(341);
        assertThat(state.queueAge()).isEqualTo(Duration.ofSeconds(301));
        assertThat(state.lookupsMayProceed()).isFalse();
    }

    @Test
    void anEntryFromAClockThatIsAheadHasNoNegativeAge() {
        state.queueSeen(START.plusSeconds(5));
        assertThat(state.queueAge()).isZero();
    }

    @Test
    void aForkStopsLookupsAtOnceAndItsRepairLetsThemGoOn() {
        state.forked(true);
        assertThat(state.lookupsMayProceed()).isFalse();
        state.forked(false);
        assertThat(state.lookupsMayProceed()).isTrue();
    }

    @Test
    void aMissingEntryStopsLookupsForGood() {
        state.foundIncomplete();
        state.forked(false);
        state.queueSeen(null);
        assertThat(state.lookupsMayProceed()).isFalse();
    }

    private static final class Hands extends Clock {
        private Instant now = START;

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
