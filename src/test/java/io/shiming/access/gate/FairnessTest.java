package io.shiming.access.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.shiming.evidence.Specimen;
import io.shiming.fixture.ApiCaller;
import io.shiming.fixture.ApiCallers;
import io.shiming.fixture.DealerStaff;
import io.shiming.fixture.EvidenceForms;
import io.shiming.fixture.InParallel;
import io.shiming.fixture.RegistrationForms;
import io.shiming.fixture.RequestForm;
import io.shiming.fixture.StricterCounter;
import io.shiming.fixture.Superuser;
import io.shiming.fixture.UsedWindows;
import jakarta.inject.Inject;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What one caller does does not slow the others: slow bodies, floods of images, and all connections of the database. */
@QuarkusTest
@TestProfile(StricterCounter.class)
@Tag("case-A13")
class FairnessTest {
    private static final int CALLS = 12; // of StricterCounter
    private static final int SLOW = 220;
    private static final int OTHER_CALLS = 150; // of the 200 workers

    @Inject
    ApiCallers callers;

    @Inject
    Superuser superuser;

    @Inject
    DealerStaff staff;

    @Inject
    Admitting admitting;

    @Inject
    Refusing refusing;

    @Inject
    AgroalDataSource everybodysConnections;

    @TestHTTPResource
    URI service;

    private final String actor = "a13-" + UUID.randomUUID();
    private String token;
    private RequestForm held;

    @BeforeEach
    void aTokenThatIsKnown() {
        token = callers.draft("clerk-1").with("sub", actor).mint();
        new ApiCaller(token).standing(UUID.randomUUID().toString()).mustRefuse(403, "CLERK_NOT_ENROLLED");
        held = RegistrationForms.mobile();
        callers.clerk().sign(held).mustBe(201);
        callers.auditor().lookUp(RegistrationForms.audit(held)).mustBe(200);
    }

    @AfterEach
    void nothingStaysTaken() {
        await().atMost(Duration.ofSeconds(20))
                .until(() ->
                        List.of("other calls", "bytes other", "bytes image", "actor 1/" + actor, "images 1/" + actor)
                                .stream()
                                .allMatch(each -> admitting.inUse(each) == 0));
    }

    @Test
    void slowBodiesHoldNoWorkerAndTheirSenderIsStopped() {
        try (var slow = new SlowBodies(service, token, ApiCaller.REGISTRATIONS, "application/json", 4_000, SLOW)) {
            // When
            var refused = slow.answered(SLOW - CALLS);
            // Then
            assertThat(admitting.inUse("actor 1/" + actor)).isLessThanOrEqualTo(CALLS);
            await("no worker").until(() -> admitting.inUse("other calls") == 0); // after the last refusal
            for (int i = 0; i < 20; i++) {
                callers.auditor().lookUp(RegistrationForms.audit(held)).mustBe(200);
                callers.provisioning().lineStatus(RegistrationForms.line(held)).mustBe(200);
            }
            refused.addAll(slow.answered(CALLS));
            int tooMany = Collections.frequency(refused, "429");
            int busy = Collections.frequency(refused, "503"); // more than 150 refusals at one moment: not entered
            assertThat(tooMany).isGreaterThanOrEqualTo(OTHER_CALLS);
            assertThat(tooMany + busy).isEqualTo(SLOW - CALLS);
            assertThat(Collections.frequency(refused, "408")).isEqualTo(CALLS);
            assertThat(refusals("TOO_MANY_CALLS")).isEqualTo(tooMany);
        }
        assertThat(refusals("REQUEST_TIMEOUT")).isEqualTo(CALLS);
    }

    @Test
    void refusalsThatWaitForTheLogLeaveWorkersToLookups() throws SQLException {
        // Given: each waits three seconds for a connection
        withoutEverybodysConnections(() -> {
            int many = OTHER_CALLS + 70;
            try (var slow = new SlowBodies(service, token, "/v1/lookups", "application/json", 4_000, CALLS + many)) {
                // When
                await().until(() -> admitting.inUse("other calls") == OTHER_CALLS);
                // Then
                assertThat(slow.answered(many - OTHER_CALLS)).containsOnly("503");
                callers.auditor().lookUp(RegistrationForms.audit(held)).mustBe(200);
                callers.provisioning().lineStatus(RegistrationForms.line(held)).mustBe(200);
            }
        });
    }

    @Test
    void imagesAreRefusedBeforeTheyAreReadWhenTheirSenderHasTwoInProgress() {
        try (var slow = new SlowBodies(
                service, token, EvidenceForms.EVIDENCE + "?kind=photo", "image/jpeg", 5 * 1024 * 1024, 60)) {
            assertThat(slow.answered(58)).containsOnly("429");
            assertThat(admitting.inUse("images 1/" + actor)).isEqualTo(2);
            callers.auditor().lookUp(RegistrationForms.audit(held)).mustBe(200);
        }
    }

    @Test
    void refusedImagesKeepTheirPlacesForASecond() {
        var clerk = new ApiCaller(token);
        var noPicture = new byte[] {1, 2, 3};
        var statuses = new ArrayList<Integer>();
        await().until(() -> {
            for (int i = 0; i < 3; i++) {
                statuses.add(EvidenceForms.send(clerk, "?kind=photo", "image/jpeg", noPicture)
                        .status());
            }
            return statuses.contains(429);
        });
        assertThat(statuses.subList(0, 2)).doesNotContain(429);
        await().until(() -> admitting.inUse("images 1/" + actor) == 0);
        assertThat(EvidenceForms.send(clerk, "?kind=photo", "image/jpeg", noPicture)
                        .status())
                .isNotEqualTo(429);
    }

    @Test
    void anImageOfEightMegabytesIsRefusedByItsLength() {
        try (var slow =
                new SlowBodies(service, token, EvidenceForms.EVIDENCE + "?kind=photo", "image/jpeg", 8_000_000, 1)) {
            assertThat(slow.answered(1)).containsExactly("413");
        }
        assertThat(refusals("PAYLOAD_TOO_LARGE")).isEqualTo(1);
    }

    @Test
    void whatIsLeftOfManyRefusedBodiesIsReadAtOnePace() {
        int many = 20;
        int each = 8_000_000;
        try (var large =
                new SlowBodies(service, token, EvidenceForms.EVIDENCE + "?kind=photo", "image/jpeg", each, many)) {
            // Each is refused by its length; its connection is closed after two seconds
            var sent = InParallel.run(many, n -> large.sends(n, each));
            assertThat(sent.stream().mapToLong(Integer::longValue).sum())
                    .as("two seconds at 8 MiB each, and what the sockets hold")
                    .isBetween(1_000_000L, many * each / 3L);
        }
    }

    @Test
    void imagesOfManyAtOnceAreTakenOrRefusedAndNeverFail() {
        var clerk = new ApiCaller(callers.token("clerk-1"));
        clerk.standing(UUID.randomUUID().toString()).mustBe(404);
        var image = Specimen.noise(1_600, 1_200, 1);
        var answers = InParallel.run(10, n -> EvidenceForms.send(clerk, "?kind=photo", "image/jpeg", image)
                .status());
        assertThat(answers).isSubsetOf(201, 429);
        assertThat(Collections.frequency(answers, 201)).isPositive();
    }

    @Test
    void aBodyOfMoreThanItsRouteTakesIsRefusedAndEntered() {
        var large = "{\"contractRef\":\"" + "x".repeat(70_000) + "\"}";
        new ApiCaller(token).keyed().post(ApiCaller.REGISTRATIONS, large).mustRefuse(413, "PAYLOAD_TOO_LARGE");
        assertThat(refusals("PAYLOAD_TOO_LARGE")).isEqualTo(1);
        assertThat(new ApiCaller(token)
                        .keyed()
                        .post(ApiCaller.REGISTRATIONS, "{}")
                        .status())
                .as("the next call")
                .isNotEqualTo(413);
    }

    @Test
    void lookupsAndLineStatusHaveConnectionsOfTheirOwn() throws SQLException {
        withoutEverybodysConnections(() -> {
            callers.auditor().lookUp(RegistrationForms.audit(held)).mustBe(200);
            callers.provisioning().lineStatus(RegistrationForms.line(held)).mustBe(200);
        });
    }

    @Test
    void mismatchesAndRefusalsUseTheReservedConnectionsToo() throws SQLException {
        var clerk = staff.clerkOf("S-9413");
        var provisioning = staff.like("provisioning-1");
        var form = RegistrationForms.internet();
        callers.clerk().sign(form).mustBe(201);
        clerk.caller().lookUp(DealerStaff.service(form)).mustBe(200);
        withoutEverybodysConnections(() -> {
            clerk.caller()
                    .post(
                            "/v1/match",
                            DealerStaff.service(form)
                                    .with("attributes.name", "测试")
                                    .json())
                    .mustBe(200);
            provisioning.caller().lookUp(RegistrationForms.audit(held)).mustRefuse(403, "PERMISSION_DENIED");
        });
        assertThat(superuser.texts("SELECT reason FROM audit.entry WHERE actor = ?", provisioning.id()))
                .containsExactly("PERMISSION_DENIED");
    }

    @Test
    @Tag("case-C7")
    void aLookupOfADecoyIsAnsweredLikeAnyOtherWhileTheConnectionsOfOthersAreTaken() throws SQLException {
        var clerk = staff.clerkOf("S-9414");
        var decoy = RegistrationForms.internet();
        var registration = callers.clerk().sign(decoy).mustBe(201).registration();
        callers.named("officer-1")
                .keyed()
                .send("PUT", "/v1/decoys/" + registration, "application/json", new byte[0])
                .mustBe(200);
        withoutEverybodysConnections(
                () -> clerk.caller().lookUp(DealerStaff.service(decoy)).mustBe(200));
        assertThat(UsedWindows.alarms(superuser, clerk.id())).containsExactly("DECOY_PERSON");
    }

    private void withoutEverybodysConnections(Runnable act) throws SQLException {
        var taken = new ArrayList<Connection>();
        try {
            while (taken.size()
                    < everybodysConnections
                            .getConfiguration()
                            .connectionPoolConfiguration()
                            .maxSize()) {
                taken.add(everybodysConnections.getConnection());
            }
            act.run();
        } finally {
            for (var each : taken) {
                each.close();
            }
        }
    }

    @Test
    void anImageBeyondTheQuotaIsNotEvenDecoded() {
        var clerk = callers.named("clerk-1-ridge");
        var mine = superuser.texts(
                "SELECT clerk FROM registry.evidence WHERE public_id = ?::uuid", EvidenceForms.photo(clerk));
        superuser.run("INSERT INTO registry.evidence (evidence_id, operator_id, public_id, kind, sealed, dealer_code,"
                + " store_code, clerk, client, key, body_digest, taken_at, leaf_hash, entry_id, row_salt)"
                + " SELECT -n, 2, gen_random_uuid(), 'photo', '\\x00', 'D-200', 'S-201', '" + mine.get(0)
                + "', 'hoard-13',"
                + " sha256(convert_to(n::text, 'UTF8')), '\\x00', now(), '\\x00', gen_random_uuid(), uuid_send(gen_random_uuid())"
                + " FROM generate_series(1, 100) n");
        try {
            var noPicture = Arrays.copyOf(new byte[] {1, 2, 3}, 1_000);
            EvidenceForms.send(clerk, "?kind=photo", "image/jpeg", noPicture).mustRefuse(409, "IMAGES_UNUSED");
        } finally {
            superuser.run("DELETE FROM registry.evidence WHERE client = 'hoard-13'");
        }
    }

    /** With an entry of their own, or counted. */
    private long refusals(String reason) {
        await().until(() -> admitting.inUse("actor 1/" + actor) == 0);
        refusing.store();
        return superuser.number("SELECT count(*) FROM audit.entry WHERE actor = ? AND reason = ?", actor, reason)
                + superuser.number(
                        "SELECT coalesce(sum(refusals), 0) FROM registry.refusal_sum WHERE actor = ? AND reason = ?",
                        actor,
                        reason);
    }
}
