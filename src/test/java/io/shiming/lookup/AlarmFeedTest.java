package io.shiming.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.shiming.fixture.ApiCallers;
import io.shiming.fixture.Superuser;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A reader that follows the alarms with a cursor sees each of them once, in any order of their commits. */
@QuarkusTest
class AlarmFeedTest {
    private static final String RAISED =
            "INSERT INTO registry.access_alarm (operator_id, kind, actor, entry_id) VALUES (1, 'NIGHT', '%s', '%s')";

    @Inject
    ApiCallers callers;

    @Inject
    Superuser superuser;

    private final List<String> actors = new ArrayList<>();
    private final List<Long> places = new ArrayList<>();

    @Test
    void anAlarmThatIsCommittedLateIsNotPassedBy() throws SQLException {
        // Given
        var early = "S-" + UUID.randomUUID();
        var late = "S-" + UUID.randomUUID();
        try (var running = superuser.holding(raised(late))) {
            superuser.run(raised(early));
            readOn();
            assertThat(actors).contains(early).doesNotContain(late);
            // When
            running.commit();
        }
        readOn();
        // Then
        assertThat(actors).contains(late);
        assertThat(actors.stream().filter(early::equals)).hasSize(1);
        assertThat(places).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void aPageReadAgainIsTheSamePage() {
        superuser.run(raised("S-" + UUID.randomUUID()));
        readOn();
        var before = List.copyOf(actors);
        actors.clear();
        places.clear();
        readOn();
        assertThat(actors).startsWith(before.toArray(String[]::new));
    }

    private static String raised(String actor) {
        return RAISED.formatted(actor, UUID.randomUUID());
    }

    private void readOn() {
        int before;
        do {
            before = places.size();
            long after = places.isEmpty() ? 0 : places.get(before - 1);
            callers.named("officer-1")
                    .get("/v1/alarms?after=" + after)
                    .mustBe(200)
                    .json()
                    .at("/alarms")
                    .forEach(alarm -> {
                        places.add(alarm.path("id").asLong());
                        actors.add(alarm.path("actor").asText());
                    });
        } while (places.size() > before);
    }
}
