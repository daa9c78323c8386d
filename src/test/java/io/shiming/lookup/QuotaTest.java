package io.shiming.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.shiming.fixture.ApiCallers;
import io.shiming.fixture.DealerStaff;
import io.shiming.fixture.InParallel;
import io.shiming.fixture.RegistrationForms;
import io.shiming.fixture.RequestForm;
import io.shiming.fixture.Superuser;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How many lookups a member of staff has; the numbers are those of decision 062. */
@QuarkusTest
@Tag("P-13.3")
@DisplayName("P5: quotas")
class QuotaTest {
    @Inject
    ApiCallers callers;

    @Inject
    DealerStaff staff;

    @Inject
    Superuser superuser;

    private RequestForm question;

    @BeforeEach
    void aSubscriberToAskAbout() {
        var form = RegistrationForms.internet();
        callers.clerk().sign(form).mustBe(201);
        question = DealerStaff.service(form);
    }

    @Test
    void ofTwoHundredAtOnceExactlySixtyAreAnswered() {
        // Given
        var clerk = staff.clerkOf("S-9001").caller();
        // When
        var answers = InParallel.run(200, n -> clerk.lookUp(question));
        // Then
        assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(60);
        assertThat(answers).filteredOn(answer -> answer.status() != 200).allSatisfy(answer -> {
            answer.mustRefuse(429, "QUOTA_EXCEEDED");
            assertThat(answer.headers()).containsPattern("Retry-After=3[0-9]{3}");
        });
    }

    @Test
    void aRefusedCallIsInTheLog() {
        var clerk = staff.clerkOf("S-9002");
        used("actor:" + clerk.id(), 3600, 60);
        clerk.caller().lookUp(question).mustRefuse(429, "QUOTA_EXCEEDED");
        assertThat(superuser.texts(
                        "SELECT act || ' ' || decision || ' ' || reason FROM audit.entry WHERE actor = ?", clerk.id()))
                .containsExactly("LOOKUP_REFUSED REFUSED QUOTA_EXCEEDED");
    }

    @Test
    void afterTheWindowThereAreSixtyAgain() {
        // Given
        var clerk = staff.clerkOf("S-9003");
        used("actor:" + clerk.id(), 3600, 60);
        clerk.caller().lookUp(question).mustRefuse(429, "QUOTA_EXCEEDED");
        // When
        superuser.run(
                "UPDATE registry.lookup_quota SET newest = newest - 25 WHERE holder = 'actor:" + clerk.id() + "'");
        // Then
        clerk.caller().lookUp(question).mustBe(200);
        assertThat(usedBy("actor:" + clerk.id(), 3600)).isEqualTo(1);
    }

    @Test
    void sixtyInAnyHourAndNotTwiceSixtyAroundAnHoursEnd() {
        // Given: fifty-nine some 55 minutes ago
        var clerk = staff.clerkOf("S-9008");
        used("actor:" + clerk.id(), 3600, 59, 22);
        // Then: one more, and no other until those are an hour old
        clerk.caller().lookUp(question).mustBe(200);
        var refused = clerk.caller().lookUp(question).mustRefuse(429, "QUOTA_EXCEEDED");
        assertThat(refused.headers()).containsPattern("Retry-After=([2-5])[0-9]{2}\\b");
    }

    @Test
    void noWindowEverHasMoreThanItsLimit() {
        // Given: uses at random times, slots of one second, twenty-four to a window
        var random = new Random(7);
        long newest = 0;
        long latest = 1;
        var earlier = "{0" + ",0".repeat(23) + "}";
        var times = new ArrayList<>(List.of(0L));
        long now = 0;
        for (int n = 0; n < 400; n++) {
            now += random.nextInt(10) == 0 ? random.nextInt(40) : random.nextInt(2);
            // When
            if (now > newest) {
                earlier = superuser
                        .texts("SELECT registry.aged(?::integer[], ?::integer, ?)::text", earlier, latest, now - newest)
                        .get(0);
                latest = 0;
                newest = now;
            }
            long held = latest + superuser.number("SELECT registry.total(?::integer[])", earlier);
            // Then: all of the last 24 seconds, and of the one before
            long from = now - 25;
            assertThat(held).isEqualTo(times.stream().filter(at -> at > from).count());
            if (held < 10) {
                latest++;
                times.add(now);
            }
        }
        assertThat(times).hasSizeGreaterThan(100);
    }

    @Test
    void aDayHasThreeHundredHoweverManyHoursItHas() {
        var clerk = staff.clerkOf("S-9004");
        used("actor:" + clerk.id(), 86_400, 300);
        clerk.caller().lookUp(question).mustRefuse(429, "QUOTA_EXCEEDED");
    }

    @Test
    void aStoreHasTwoThousandAndARefusalCountsNowhere() {
        // Given
        used("store:S-9005", 86_400, 1999);
        staff.clerkOf("S-9005").caller().lookUp(question).mustBe(200);
        var clerk = staff.clerkOf("S-9005");
        // When
        clerk.caller().lookUp(question).mustRefuse(429, "QUOTA_EXCEEDED");
        // Then
        assertThat(superuser.number(
                        "SELECT count(*) FROM registry.lookup_quota WHERE holder = ?", "actor:" + clerk.id()))
                .isZero();
    }

    @Test
    void missesAndMatchesCountAgainstTheQuota() {
        var clerk = staff.clerkOf("S-9006");
        clerk.caller().lookUp(DealerStaff.service(RegistrationForms.internet())).mustRefuse(404, "NOT_FOUND");
        clerk.caller()
                .post("/v1/match", question.with("attributes.name", "测试").json())
                .mustBe(200);
        assertThat(usedBy("actor:" + clerk.id(), 3600)).isEqualTo(2);
    }

    @Test
    void aThousandNumbersInARowStopAtTheQuotaAndRaiseTheAlarm() {
        // Given
        var clerk = staff.clerkOf("S-9007");
        var caller = clerk.caller();
        // When
        var answered = IntStream.range(0, 1000)
                .mapToObj(n -> caller.lookUp(question.with("line.accessAccount", "row-%05d@test".formatted(n)))
                        .status())
                .filter(status -> status == 404)
                .count();
        // Then
        assertThat(answered).isLessThanOrEqualTo(60);
        assertThat(superuser.texts("SELECT DISTINCT kind FROM registry.access_alarm WHERE actor = ?", clerk.id()))
                .contains("MANY_MISSES");
    }

    private long usedBy(String holder, int span) {
        return superuser.number("SELECT uses FROM registry.lookup_quota WHERE holder = ? AND span = ?", holder, span);
    }

    private void used(String holder, int span, int times) {
        used(holder, span, times, 0);
    }

    /** So many lookups, so many slots ago. */
    private void used(String holder, int span, int times, int slotsAgo) {
        superuser.run("INSERT INTO registry.lookup_quota VALUES (1, '%s', %d,".formatted(holder, span)
                + " floor(extract(epoch FROM clock_timestamp()) * 24 / %d) - %d, %d, %d, array_fill(0, ARRAY[24]))"
                        .formatted(span, slotsAgo, times, times));
    }
}
