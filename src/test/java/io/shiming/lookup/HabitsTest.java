package io.shiming.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.shiming.fixture.ApiCaller;
import io.shiming.fixture.ApiCallers;
import io.shiming.fixture.ApiReply;
import io.shiming.fixture.DealerStaff;
import io.shiming.fixture.Metrics;
import io.shiming.fixture.RegistrationForms;
import io.shiming.fixture.Superuser;
import io.shiming.fixture.TestClock;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What looks like browsing raises an alarm, and too many misses lock. */
@QuarkusTest
@Tag("AF-29")
@DisplayName("anomalies")
class HabitsTest {
    @Inject
    ApiCallers callers;

    @TestHTTPResource(value = "/", management = true)
    URI management;

    @Inject
    DealerStaff staff;

    @Inject
    Superuser superuser;

    @Inject
    TestClock clock;

    @Inject
    Watching watching;

    @Test
    void fiveNumbersInARowAreAnAlarmForThoseWhoLookAfterIt() {
        // Given
        var clerk = staff.clerkOf("S-9101");
        var base = DealerStaff.service(RegistrationForms.mobile());
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
                .get("/v1/alarms?after=" + before(clerk))
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
    void distantNumbersRaiseNoAlarm() {
        var clerk = staff.clerkOf("S-9102");
        var base = DealerStaff.service(RegistrationForms.mobile());
        for (int n = 0; n < 6; n++) {
            clerk.caller().lookUp(base.with("line.number", "138009" + (20_000 + 7 * n)));
        }
        assertThat(kinds(clerk)).isEmpty();
    }

    @Test
    void moreThanAFifthOfFiftyInVainLocksUntilAPrivacyOfficerUnlocks() {
        // Given
        var form = RegistrationForms.internet();
        callers.clerk().sign(form).mustBe(201);
        var clerk = staff.clerkOf("S-9103");
        clerk.caller().lookUp(DealerStaff.service(form)).mustBe(200);
        past(clerk, (1L << 10) - 1, 49); // ten misses, thirty-nine hits
        // When
        clerk.caller().lookUp(DealerStaff.service(RegistrationForms.internet())).mustRefuse(404, "NOT_FOUND");
        // Then
        clerk.caller().lookUp(DealerStaff.service(form)).mustRefuse(403, "LOOKUPS_LOCKED");
        assertThat(kinds(clerk)).containsExactly("MANY_MISSES");
        release(callers.named("officer-1-ridge").keyed(), clerk).mustRefuse(404, "NOT_FOUND");
        var officer = callers.named("officer-1").keyed();
        var released = release(officer, clerk).mustBe(200);
        assertThat(release(officer, clerk).appearance()).isEqualTo(released.appearance());
        clerk.caller().lookUp(DealerStaff.service(form)).mustBe(200);
    }

    @Test
    void missesUpToAFifthDoNotLock() {
        var clerk = staff.clerkOf("S-9104");
        clerk.caller().lookUp(DealerStaff.service(RegistrationForms.internet()));
        past(clerk, (1L << 9) - 1, 49);
        clerk.caller().lookUp(DealerStaff.service(RegistrationForms.internet())).mustRefuse(404, "NOT_FOUND");
        clerk.caller().lookUp(DealerStaff.service(RegistrationForms.internet())).mustRefuse(404, "NOT_FOUND");
        clerk.caller().lookUp(DealerStaff.service(RegistrationForms.internet())).mustRefuse(403, "LOOKUPS_LOCKED");
    }

    @Test
    void theFourthClerkWhoLooksAtOnePersonIsAnAlarm() {
        // Given
        var form = RegistrationForms.internet();
        callers.clerk().sign(form).mustBe(201);
        for (int n = 0; n < 3; n++) {
            var clerk = staff.clerkOf("S-9105");
            clerk.caller().lookUp(DealerStaff.service(form)).mustBe(200);
            assertThat(kinds(clerk)).isEmpty();
        }
        var fourth = staff.clerkOf("S-9106");
        // When
        fourth.caller().lookUp(DealerStaff.service(form)).mustBe(200);
        // Then
        assertThat(kinds(fourth)).containsExactly("MANY_CLERKS");
    }

    @Test
    void aLookupInAStoreThatSignsNothingForHalfAnHourAroundItIsAnAlarm() {
        // Given
        var form = RegistrationForms.internet();
        callers.clerk().sign(form).mustBe(201);
        var clerk = staff.clerkOf("S-9107");
        clerk.caller().lookUp(DealerStaff.service(form)).mustBe(200);
        long alarms = metered("NO_REGISTRATION");
        // When: it can still be signed for
        clock.moveBy(Duration.ofMinutes(29));
        watching.round();
        assertThat(kinds(clerk)).isEmpty();
        // When
        clock.moveBy(Duration.ofMinutes(2));
        watching.round();
        watching.round();
        // Then
        assertThat(kinds(clerk)).containsExactly("NO_REGISTRATION");
        assertThat(metered("NO_REGISTRATION")).isGreaterThan(alarms);
        assertThat(superuser.number(
                        "SELECT count(*) FROM registry.access_alarm a JOIN audit.entry e USING (entry_id)"
                                + " WHERE a.actor = ? AND a.kind = 'NO_REGISTRATION' AND e.act = 'SUBJECT_LOOKED_UP'",
                        clerk.id()))
                .isEqualTo(1);
    }

    @Test
    void decoyIsNoActivityOfItsStore() {
        // Given
        var form = RegistrationForms.internet();
        callers.clerk().sign(form).mustBe(201);
        var clerk = staff.clerkOf("S-9112");
        while (watching.plant() > 0) {
            continue;
        }
        assertThat(superuser.number("SELECT count(*) FROM registry.registration WHERE store_code = 'S-9112'"))
                .isEqualTo(1);
        clerk.caller().lookUp(DealerStaff.service(form)).mustBe(200);
        // When
        clock.moveBy(Duration.ofMinutes(31));
        watching.round();
        // Then
        assertThat(kinds(clerk)).containsExactly("NO_REGISTRATION");
    }

    @Test
    void aStoreThatSignsBeforeOrAfterwardsIsAtWork() {
        // Given: one signed just before, one signs twenty minutes later, one tries to
        var form = RegistrationForms.internet();
        callers.clerk().sign(form).mustBe(201);
        var before = staff.clerkOf("S-9108");
        before.caller().sign(RegistrationForms.internet()).mustBe(201);
        before.caller().lookUp(DealerStaff.service(form)).mustBe(200);
        var after = staff.clerkOf("S-9109");
        after.caller().lookUp(DealerStaff.service(form)).mustBe(200);
        var refused = staff.clerkOf("S-9110");
        refused.caller().lookUp(DealerStaff.service(form)).mustBe(200);
        // When
        clock.moveBy(Duration.ofMinutes(20));
        after.caller().sign(RegistrationForms.internet()).mustBe(201);
        refused.caller()
                .sign(RegistrationForms.internet().without("contractRef"))
                .mustRefuse(422, "CONTRACT_REQUIRED");
        clock.moveBy(Duration.ofMinutes(40));
        watching.round();
        // Then
        assertThat(kinds(before)).isEmpty();
        assertThat(kinds(after)).isEmpty();
        assertThat(kinds(refused)).isEmpty();
    }

    @Test
    void aLookupAtNightIsAnAlarmAndOneByDayIsNone() {
        // Given
        var form = RegistrationForms.internet();
        callers.clerk().sign(form).mustBe(201);
        var clerk = staff.clerkOf("S-9111");
        // When
        clock.moveBy(until(12));
        await().until(() ->
                clerk.caller().lookUp(DealerStaff.service(form)).status() == 200); // the log's jobs catch up
        // Then
        assertThat(everyKind(clerk)).isEmpty();
        // When
        clock.beRight();
        clock.moveBy(until(23));
        long alarms = metered("NIGHT");
        await().until(() -> clerk.caller().lookUp(DealerStaff.service(form)).status() == 200);
        // Then
        assertThat(everyKind(clerk)).containsExactly("NIGHT");
        assertThat(metered("NIGHT")).isEqualTo(alarms + 1);
    }

    private Duration until(int hour) {
        var now = ZonedDateTime.now(ZoneId.of("Asia/Shanghai"));
        var then = now.with(LocalTime.of(hour, 0));
        return Duration.between(now, then.isBefore(now) ? then.plusDays(1) : then);
    }

    @BeforeEach
    void nothingIsJudgedYet() {
        superuser.run("DELETE FROM registry.idle_watch");
    }

    @AfterEach
    void itIsNowAgain() {
        clock.beRight();
    }

    @Test
    void alarmsAreNotForEverybody() {
        callers.clerk().get("/v1/alarms").mustRefuse(403, "PERMISSION_DENIED");
        callers.named("officer-1").get("/v1/alarms?after=x").mustRefuse(400, "INVALID_ARGUMENT");
    }

    private List<String> everyKind(DealerStaff.Member member) {
        return superuser.texts("SELECT kind FROM registry.access_alarm WHERE actor = ?", member.id());
    }

    private static ApiReply release(ApiCaller officer, DealerStaff.Member locked) {
        return officer.send("PUT", "/v1/lookup-locks/" + locked.id() + "/release", "application/json", new byte[0]);
    }

    private List<String> kinds(DealerStaff.Member member) {
        return superuser.texts(
                "SELECT kind FROM registry.access_alarm WHERE actor = ? AND kind <> 'NIGHT'", member.id());
    }

    private long before(DealerStaff.Member member) {
        callers.named("officer-1").get("/v1/alarms").mustBe(200); // which gives every alarm its place
        return superuser.number("SELECT min(position) - 1 FROM registry.access_alarm WHERE actor = ?", member.id());
    }

    private long metered(String kind) {
        return Metrics.at(management)
                .lines()
                .filter(line -> line.startsWith("shiming_access_alarms_total{kind=\"" + kind + "\"}"))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.indexOf(' ') + 1)))
                .sum();
    }

    private void past(DealerStaff.Member member, long recent, int seen) {
        superuser.run("UPDATE registry.lookup_habit SET recent = %d, seen = %d WHERE actor = '%s'"
                .formatted(recent, seen, member.id()));
    }
}
