package io.shiming.audit.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shiming.audit.Act;
import io.shiming.audit.Entry;
import io.shiming.audit.LegalBasis;
import io.shiming.audit.Outcome;
import io.shiming.audit.Purpose;
import io.shiming.audit.log.AuditDatabase;
import io.shiming.audit.log.SequencerBench;
import io.shiming.audit.log.SyntheticClerk;
import io.shiming.problem.Code;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditSearchTest {
    private static final Instant NOON = Instant.parse("2030-01-01T12:00:00Z");
    private static final UUID REGISTRATION = new UUID(7, 7);

    private AuditDatabase database;
    private SequencerBench bench;
    private AuditSearch search;
    private Entry signing;
    private Entry refusal;
    private Entry foreign;

    @BeforeEach
    void threeEntries(@TempDir Path heads) throws SQLException {
        database = AuditDatabase.fresh();
        bench = new SequencerBench(database, heads, Clock.systemUTC());
        search = new AuditSearch(database.service());
        signing = Entry.by(SyntheticClerk.OF_OPERATOR_ONE, Act.REGISTRATION_SIGNED, at(NOON))
                .purpose(Purpose.REGISTRATION, LegalBasis.LEGAL_DUTY)
                .registration(REGISTRATION)
                .allowed();
        refusal = Entry.by(new SyntheticClerk(1, "clerk-9"), Act.LOOKUP_REFUSED, at(NOON.plusSeconds(60)))
                .purpose(Purpose.DISPUTE)
                .refused(Code.CASE_REQUIRED);
        foreign = Entry.by(SyntheticClerk.OF_OPERATOR_TWO, Act.REGISTRATION_SIGNED, at(NOON))
                .allowed();
        for (var entry : List.of(signing, refusal, foreign)) bench.log.append(entry);
    }

    @Test
    void onlyEntriesOfTheOperatorAreFoundOldestFirst() {
        assertThat(found(1, day())).containsExactly(signing.id(), refusal.id());
        assertThat(found(2, day())).containsExactly(foreign.id());
        assertThat(found(3, day())).isEmpty();
    }

    @Test
    void eachCriterionFindsWhatItNames() {
        assertThat(found(1, with("clerk-7", null, null, null, null))).containsExactly(signing.id());
        assertThat(found(1, with(null, Act.LOOKUP_REFUSED, null, null, null))).containsExactly(refusal.id());
        assertThat(found(1, with(null, null, Purpose.DISPUTE, null, null))).containsExactly(refusal.id());
        assertThat(found(1, with(null, null, null, Outcome.ALLOWED, null))).containsExactly(signing.id());
        assertThat(found(1, with(null, null, null, null, REGISTRATION))).containsExactly(signing.id());
        assertThat(found(1, with("clerk-7", Act.LOOKUP_REFUSED, null, null, null)))
                .isEmpty();
    }

    @Test
    void theTimeRangeIsExact() {
        assertThat(found(1, AuditCriteria.between(NOON, NOON.plusSeconds(60), 10)))
                .containsExactly(signing.id());
        assertThat(found(1, AuditCriteria.between(NOON, NOON.plusSeconds(60).plusNanos(1_000), 10)))
                .containsExactly(signing.id(), refusal.id());
        assertThat(found(1, AuditCriteria.between(NOON.plusNanos(1_000), NOON.plusSeconds(90), 10)))
                .containsExactly(refusal.id());
    }

    @Test
    void pagesFollowEachOtherWithoutGapOrRepetition() throws SQLException {
        for (int i = 0; i < 20; i++) {
            bench.log.append(Entry.by(SyntheticClerk.OF_OPERATOR_ONE, Act.EVENTS_READ, at(NOON.plusSeconds(100 + i)))
                    .allowed());
        }
        var pages = new ArrayList<UUID>();
        UUID after = null;
        for (var page = page(after); !page.isEmpty(); page = page(after)) {
            assertThat(page).hasSizeLessThanOrEqualTo(5);
            pages.addAll(page);
            after = page.get(page.size() - 1);
        }
        assertThat(pages).hasSize(22).doesNotHaveDuplicates();
    }

    @Test
    void anEntryIsShownWithItsFieldsAndItsPlaceOnceItHasOne() {
        var before = search.find(1, day()).get(0);
        assertThat(before.index()).isNull();
        assertThat(before.at()).isEqualTo(NOON);
        assertThat(before.leafHash()).isEqualTo(signing.leafHash().hex());
        assertThat(before.fields()).containsEntry("act", "REGISTRATION_SIGNED").containsEntry("operator", 1);
        bench.sequencer.runOnce();
        assertThat(search.find(1, day()).get(0).index()).isBetween(0L, 2L);
    }

    @Test
    void entriesAboutAPersonAreFoundUntilThePersonIsErased() throws SQLException {
        var about = SequencerBench.anEntry();
        try (var connection = AuditDatabase.forOperator(database.service(), 1);
                var append = connection.prepareStatement("SELECT audit.append(?, 42)")) {
            append.setBytes(1, about.bytes());
            append.execute();
            connection.commit();
        }
        assertThat(found(1, aboutPerson(42))).containsExactly(about.id());
        assertThat(found(1, aboutPerson(43))).isEmpty();
        AuditDatabase.execute(database.superuser(), "UPDATE audit.entry SET person_id = NULL WHERE person_id = 42");
        assertThat(found(1, aboutPerson(42))).isEmpty();
    }

    @Test
    void anEmptyRangeOrAnEndlessPageIsRefused() {
        assertThatThrownBy(() -> AuditCriteria.between(NOON, NOON, 10)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> AuditCriteria.between(NOON, NOON.plusSeconds(1), 201))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private List<UUID> page(@Nullable UUID after) {
        return found(
                1,
                new AuditCriteria(
                        NOON, NOON.plus(Duration.ofDays(1)), null, null, null, null, null, null, null, after, 5));
    }

    private List<UUID> found(int operator, AuditCriteria criteria) {
        return search.find(operator, criteria).stream()
                .map(AuditEntryView::entryId)
                .toList();
    }

    private static AuditCriteria day() {
        return AuditCriteria.between(NOON.minusSeconds(1), NOON.plus(Duration.ofDays(1)), 100);
    }

    private static AuditCriteria aboutPerson(long person) {
        var now = Instant.now();
        return new AuditCriteria(
                now.minusSeconds(600), now.plusSeconds(600), null, null, null, null, null, null, person, null, 10);
    }

    private static AuditCriteria with(
            @Nullable String actor,
            @Nullable Act act,
            @Nullable Purpose purpose,
            @Nullable Outcome decision,
            @Nullable UUID registration) {
        return new AuditCriteria(
                NOON, NOON.plusSeconds(3_600), actor, act, "store-1", purpose, decision, registration, null, null, 10);
    }

    private static Clock at(Instant time) {
        return Clock.fixed(time, ZoneOffset.UTC);
    }
}
