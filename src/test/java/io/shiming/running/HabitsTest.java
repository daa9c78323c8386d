package io.shiming.running;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What looks like browsing raises an alarm, and too many misses lock. */
@QuarkusTest
@DisplayName("AF-29, security.md section 3 decision 7: anomalies")
class HabitsTest {
    @Inject
    Callers callers;

    @Inject
    Staff staff;

    @Inject
    Superuser superuser;

    @Test
    void fiveNumbersInARowAreAnAlarmForThoseWhoLookAfterIt() {
        // Given
        var clerk = staff.clerkOf("S-9101");
        var base = Staff.service(Counter.mobile());
        long alarms = metered("CONSECUTIVE_NUMBERS");
        // When
        for (int n = 0; n < 5; n++) {
            assertThat(kinds(clerk)).isEmpty();
            clerk.caller().lookUp(base.with("line.number", "1380099" + (1010 + n)));
        }
        // Then
        assertThat(kinds(clerk)).containsExactly("CONSECUTIVE_NUMBERS");
        assertThat(metered("CONSECUTIVE_NUMBERS")).isEqualTo(alarms + 1);
        var page = callers.named("officer-1")
                .get("/v1/alarms?after=" + latest(clerk))
                .mustBe(200);
        assertThat(StreamSupport.stream(page.json().get("alarms").spliterator(), false))
                .anySatisfy(alarm -> {
                    assertThat(alarm.get("actor").asText()).isEqualTo(clerk.id());
                    assertThat(superuser.number(
                                    "SELECT count(*) FROM audit.entry WHERE entry_id = ?::uuid",
                                    alarm.get("entryId").asText()))
                            .isEqualTo(1);
                });
    }

    @Test
    void numbersFarApartAreNone() {
        var clerk = staff.clerkOf("S-9102");
        var base = Staff.service(Counter.mobile());
        for (int n = 0; n < 6; n++) {
            clerk.caller().lookUp(base.with("line.number", "138009" + (20_000 + 7 * n)));
        }
        assertThat(kinds(clerk)).isEmpty();
    }

    @Test
    void moreThanAFifthOfFiftyInVainLocksUntilAPrivacyOfficerUnlocks() {
        // Given
        var form = Counter.internet();
        callers.clerk().sign(form).mustBe(201);
        var clerk = staff.clerkOf("S-9103");
        clerk.caller().lookUp(Staff.service(form)).mustBe(200);
        past(clerk, (1L << 10) - 1, 49); // ten misses, thirty-nine hits
        // When
        clerk.caller().lookUp(Staff.service(Counter.internet())).mustRefuse(404, "NOT_FOUND");
        // Then
        clerk.caller().lookUp(Staff.service(form)).mustRefuse(403, "LOOKUPS_LOCKED");
        assertThat(kinds(clerk)).containsExactly("MANY_MISSES");
        release(callers.named("officer-1-ridge").keyed(), clerk).mustRefuse(404, "NOT_FOUND");
        var officer = callers.named("officer-1").keyed();
        var released = release(officer, clerk).mustBe(200);
        assertThat(release(officer, clerk).appearance()).isEqualTo(released.appearance());
        clerk.caller().lookUp(Staff.service(form)).mustBe(200);
    }

    @Test
    void aFifthIsNotTooMany() {
        var clerk = staff.clerkOf("S-9104");
        clerk.caller().lookUp(Staff.service(Counter.internet()));
        past(clerk, (1L << 9) - 1, 49);
        clerk.caller().lookUp(Staff.service(Counter.internet())).mustRefuse(404, "NOT_FOUND");
        clerk.caller().lookUp(Staff.service(Counter.internet())).mustRefuse(404, "NOT_FOUND");
        clerk.caller().lookUp(Staff.service(Counter.internet())).mustRefuse(403, "LOOKUPS_LOCKED");
    }

    @Test
    void theFourthClerkWhoLooksAtOnePersonIsAnAlarm() {
        // Given
        var form = Counter.internet();
        callers.clerk().sign(form).mustBe(201);
        for (int n = 0; n < 3; n++) {
            var clerk = staff.clerkOf("S-9105");
            clerk.caller().lookUp(Staff.service(form)).mustBe(200);
            assertThat(kinds(clerk)).isEmpty();
        }
        var fourth = staff.clerkOf("S-9106");
        // When
        fourth.caller().lookUp(Staff.service(form)).mustBe(200);
        // Then
        assertThat(kinds(fourth)).containsExactly("MANY_CLERKS");
    }

    @Test
    void alarmsAreNotForEverybody() {
        callers.clerk().get("/v1/alarms").mustRefuse(403, "PERMISSION_DENIED");
        callers.named("officer-1").get("/v1/alarms?after=x").mustRefuse(400, "INVALID_ARGUMENT");
    }

    private static Reply release(Caller officer, Staff.Member locked) {
        return officer.send("PUT", "/v1/lookup-locks/" + locked.id() + "/release", "application/json", new byte[0]);
    }

    private List<String> kinds(Staff.Member member) {
        return superuser.texts(
                "SELECT kind FROM registry.access_alarm WHERE actor = ? AND kind <> 'NIGHT'", member.id());
    }

    private long latest(Staff.Member member) {
        return superuser.number("SELECT min(alarm_id) - 1 FROM registry.access_alarm WHERE actor = ?", member.id());
    }

    private long metered(String kind) {
        return Caller.anonymous()
                .get("/q/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("shiming_access_alarms_total{kind=\"" + kind + "\"}"))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.indexOf(' ') + 1)))
                .sum();
    }

    private void past(Staff.Member member, long recent, int seen) {
        superuser.run("UPDATE registry.lookup_habit SET recent = %d, seen = %d WHERE actor = '%s'"
                .formatted(recent, seen, member.id()));
    }
}
