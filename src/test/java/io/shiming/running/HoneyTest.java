package io.shiming.running;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** People whom nobody honest looks for. */
@QuarkusTest
@DisplayName("P7: honey people")
class HoneyTest {
    @Inject
    Callers callers;

    @Inject
    Staff staff;

    @Inject
    Superuser superuser;

    private Form decoy;
    private String registration;

    @BeforeEach
    void aDecoy() {
        decoy = Counter.internet();
        registration = callers.clerk().sign(decoy).mustBe(201).registration();
        assertThat(mark("officer-1", registration).mustBe(200).text("/selfTest"))
                .isEqualTo("PASSED");
    }

    @Test
    void everyLookUpOfOneIsAnAlarmWithinAMinute() {
        // Given
        var clerk = staff.clerkOf("S-9401");
        var began = Instant.now();
        // When
        clerk.caller().lookUp(Staff.service(decoy)).mustBe(200);
        clerk.caller().lookUp(Staff.service(decoy)).mustBe(200);
        // Then
        assertThat(alarms(clerk)).containsExactly("HONEY_PERSON", "HONEY_PERSON");
        assertThat(Duration.between(began, Instant.now())).isLessThan(Duration.ofSeconds(60));
    }

    @Test
    void aMatchIsOneToo() {
        var clerk = staff.clerkOf("S-9402");
        clerk.caller()
                .post(
                        "/v1/match",
                        Staff.service(decoy).with("attributes.name", "测试").json())
                .mustBe(200);
        assertThat(alarms(clerk)).containsExactly("HONEY_PERSON");
    }

    @Test
    void anybodyElseIsNone() {
        var clerk = staff.clerkOf("S-9403");
        var form = Counter.internet();
        callers.clerk().sign(form).mustBe(201);
        clerk.caller().lookUp(Staff.service(form)).mustBe(200);
        assertThat(alarms(clerk)).isEmpty();
    }

    @Test
    void theTesterOfTheAlarmSeesItWork() {
        assertThat(superuser.number("SELECT count(*) FROM registry.access_alarm WHERE kind = 'HONEY_SELF_TEST'"))
                .isPositive();
    }

    @Test
    void neitherTheTableNorTheLogTellsWhichItIs() {
        var rows = superuser.texts("SELECT honey_mark::text FROM registry.honey_mark");
        var answers = superuser.texts("SELECT answer FROM registry.write_once WHERE answer IS NOT NULL");
        assertThat(answers).isNotEmpty().noneMatch(answer -> answer.contains(registration));
        var entries = superuser.texts("SELECT convert_from(bytes, 'UTF8') FROM audit.entry WHERE act = 'HONEY_MARKED'");
        assertThat(rows).isNotEmpty().noneMatch(row -> row.contains(registration.replace("-", "")));
        assertThat(entries).isNotEmpty().noneMatch(entry -> entry.contains(registration));
    }

    @Test
    void anotherOperatorsRegistrationCannotBeMarked() {
        mark("officer-1-ridge", registration).mustRefuse(404, "NOT_FOUND");
        mark("officer-1", UUID.randomUUID().toString()).mustRefuse(404, "NOT_FOUND");
    }

    private Reply mark(String user, String id) {
        return callers.named(user).keyed().send("PUT", "/v1/honey/" + id, "application/json", new byte[0]);
    }

    private List<String> alarms(Staff.Member clerk) {
        return superuser.texts(
                "SELECT kind FROM registry.access_alarm WHERE actor = ? AND kind <> 'NIGHT'", clerk.id());
    }
}
