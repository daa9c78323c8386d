package io.shiming.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.scheduler.Scheduler;
import io.quarkus.test.junit.QuarkusTest;
import io.shiming.fixture.ApiCallers;
import io.shiming.fixture.ApiReply;
import io.shiming.fixture.AuthorityStandIn;
import io.shiming.fixture.InParallel;
import io.shiming.fixture.RegistrationForms;
import io.shiming.fixture.RequestForm;
import io.shiming.fixture.Superuser;
import io.shiming.fixture.TestClock;
import io.shiming.trial.Mood;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An authority that does not answer, or answers what it should not, has not verified anybody. */
@QuarkusTest
class AbsentAuthorityTest {
    @Inject
    ApiCallers callers;

    @Inject
    AuthorityStandIn authority;

    @Inject
    Superuser superuser;

    @Inject
    Scheduler scheduler;

    @Inject
    TestClock clock;

    @BeforeEach
    void fromAHealthyAuthority() {
        authority.isBack();
    }

    @AfterEach
    void toAHealthyAuthority() {
        clock.beRight();
        scheduler.resume();
        authority.isBack();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NORMAL")
    @DisplayName("an authority that cannot be reached verifies no person")
    @Tag("R-10d")
    @Tag("R-3a")
    void anApplicationIsKeptAndNoLineMayGoLive(Mood mood) {
        // Given
        scheduler.pause(); // else the job's calls open the circuit breaker, and this call would not be made
        authority.is(mood);
        var form = RegistrationForms.mobile();
        // When
        var kept = callers.clerk().sign(form).mustBe(202);
        // Then
        assertThat(kept.text("/status")).isEqualTo("PENDING");
        assertThat(kept.json().at("/mayActivate").asBoolean(true)).isFalse();
        var line =
                callers.provisioning().lineStatus(RegistrationForms.line(form)).mustBe(200);
        assertThat(line.text("/status")).isEqualTo("PENDING");
        assertThat(line.json().at("/mayActivate").asBoolean(true)).isFalse();
        var activation = RegistrationForms.change("activate", form)
                .with("activatedAt", clock.instant().toString());
        callers.provisioning().change(activation).mustRefuse(409, "NOT_REGISTERED");
        assertThat(linesOf(kept)).isZero();
    }

    /** Fault R5, literally: an authority that answers after half a minute keeps no caller waiting, and nothing busy. */
    @Test
    @DisplayName("an authority that answers after thirty seconds verifies no person")
    @Tag("R-10d")
    void halfAMinuteIsNotWaitedForAndNoConnectionIsHeld() {
        // Given: more applicants at once than there are connections to the database
        scheduler.pause();
        authority.is(Mood.SLOW, 30_000);
        var shops = 10;
        // When
        var answers = InParallel.run(shops + 1, i -> i < shops ? timed(this::applied) : timed(this::asked));
        // Then
        var applications = answers.subList(0, shops);
        assertThat(applications).allSatisfy(each -> {
            each.reply().mustBe(202);
            assertThat(each.took()).isLessThan(Duration.ofSeconds(20));
            assertThat(linesOf(each.reply())).isZero();
        });
        assertThat(answers.get(shops).took()).isLessThan(Duration.ofSeconds(4));
    }

    private record Timed(ApiReply reply, Duration took) {}

    private static Timed timed(Supplier<ApiReply> call) {
        long begun = System.nanoTime();
        var reply = call.get();
        return new Timed(reply, Duration.ofNanos(System.nanoTime() - begun));
    }

    private ApiReply applied() {
        return callers.clerk().sign(RegistrationForms.internet());
    }

    private ApiReply asked() {
        return callers.provisioning()
                .lineStatus(RegistrationForms.line(RegistrationForms.mobile()))
                .mustBe(200);
    }

    @Test
    void aKeptApplicationBecomesALineWhenTheAuthorityIsBack() {
        // Given
        var form = RegistrationForms.mobile();
        var kept = keep(form);
        // When
        authority.is(Mood.NORMAL);
        // Then
        awaitStatus(kept, "ACTIVE");
        var line =
                callers.provisioning().lineStatus(RegistrationForms.line(form)).mustBe(200);
        assertThat(line.json().at("/mayActivate").asBoolean()).isTrue();
        assertThat(linesOf(kept)).isEqualTo(1);
        assertThat(actsOf(kept)).contains("REGISTRATION_PENDED", "VERIFICATION_ASKED", "REGISTRATION_COMPLETED");
    }

    @Test
    void aKeptApplicationThatTheAuthorityDeniesIsRefusedAndItsNumberIsFree() {
        // Given
        var form = RegistrationForms.mobile().with("subscriber.name", "测不符");
        var kept = keep(form);
        // When
        authority.is(Mood.NORMAL);
        // Then
        var standing = awaitStatus(kept, "REFUSED");
        assertThat(standing.text("/code")).isEqualTo("IDENTITY_MISMATCH");
        assertThat(standing.text("/help/remedy")).isNotBlank();
        assertThat(linesOf(kept)).isZero();
        authority.isBack();
        callers.clerk()
                .sign(RegistrationForms.mobile().with("service.number", form.text("service.number")))
                .mustBe(201);
    }

    @Test
    void aKeptApplicationDiesAfterADayWithoutAnAnswer() {
        // Given
        var form = RegistrationForms.mobile();
        var kept = keep(form);
        // When
        clock.moveBy(Duration.ofHours(23).plusMinutes(59));
        var stillKept = callers.clerk().standing(kept.registration());
        clock.moveBy(Duration.ofMinutes(2));
        // Then
        assertThat(stillKept.text("/status")).isEqualTo("PENDING");
        var standing = awaitStatus(kept, "EXPIRED");
        assertThat(standing.text("/code")).isEqualTo("APPLICATION_EXPIRED");
        assertThat(linesOf(kept)).isZero();
    }

    /** Fault R5: the outage has left two hundred behind; a minute later none of them waits any more. */
    @Test
    void allThatWaitedAreDecidedWithinAMinuteOfTheAuthoritysReturn() {
        // Given
        authority.is(Mood.DOWN);
        var kept = Stream.generate(() -> callers.clerk().sign(RegistrationForms.internet()))
                .limit(200)
                .toList();
        assertThat(kept).allSatisfy(each -> each.mustBe(202));
        assertThat(waiting(kept)).isEqualTo(200);
        // When
        long begun = System.nanoTime();
        authority.is(Mood.NORMAL);
        // Then
        await().atMost(Duration.ofSeconds(60)).until(() -> waiting(kept) == 0);
        System.out.printf("200 pending decided in %.1f s%n", (System.nanoTime() - begun) / 1e9);
        assertThat(kept).allSatisfy(each -> assertThat(linesOf(each)).isEqualTo(1));
    }

    private long waiting(List<ApiReply> kept) {
        var registrations = kept.stream().map(ApiReply::registration).collect(Collectors.joining(",", "{", "}"));
        return superuser.number(
                "SELECT count(*) FROM registry.registration WHERE status = 'PENDING' AND public_id = ANY (?::uuid[])",
                registrations);
    }

    private ApiReply keep(RequestForm form) {
        authority.is(Mood.DOWN);
        return callers.clerk().sign(form).mustBe(202);
    }

    private ApiReply awaitStatus(ApiReply kept, String status) {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(
                        callers.clerk().standing(kept.registration()).text("/status"))
                .isEqualTo(status));
        return callers.clerk().standing(kept.registration()).mustBe(200);
    }

    private long linesOf(ApiReply signed) {
        return superuser.number(
                "SELECT count(*) FROM registry.service_line JOIN registry.registration r USING (person_id,"
                        + " registration_id) WHERE r.public_id = ?::uuid",
                signed.registration());
    }

    private List<String> actsOf(ApiReply signed) {
        return superuser.texts("SELECT act FROM audit.entry WHERE registration = ?::uuid", signed.registration());
    }
}
