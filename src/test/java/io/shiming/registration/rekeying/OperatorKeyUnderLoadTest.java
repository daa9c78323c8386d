package io.shiming.registration.rekeying;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.shiming.fixture.ApiCallers;
import io.shiming.fixture.PlantedKeys;
import io.shiming.fixture.RegistrationForms;
import io.shiming.fixture.RequestForm;
import io.shiming.fixture.Superuser;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Test E4: an operator's key is replaced under load. No caller is refused, and nothing opens with the old key
 * afterwards.
 */
@QuarkusTest
class OperatorKeyUnderLoadTest {
    private static final Logger LOG = Logger.getLogger(OperatorKeyUnderLoadTest.class);

    @Inject
    ApiCallers callers;

    @Inject
    Superuser superuser;

    @Inject
    PlantedKeys planted;

    @Test
    void twoThousandPersonsUnderThirtyRequestsASecond() throws Exception {
        rotated(2_000, 30);
    }

    @Test
    @Tag("heavy")
    void aHundredThousandPersonsUnderAHundredRequestsASecond() throws Exception {
        rotated(100_000, 100);
    }

    private void rotated(int persons, int perSecond) throws Exception {
        // Given: signed people among the planted keys, so that the rotation meets them all along its way
        var signed = new ArrayList<RequestForm>();
        for (int wave = 0; wave < 10; wave++) {
            planted.plant(1, persons / 10);
            for (int i = 0; i < 12; i++) {
                var form = RegistrationForms.mobile();
                callers.clerk().sign(form).mustBe(201);
                signed.add(form);
            }
        }
        int before = newest();
        var statuses = new ConcurrentLinkedQueue<Integer>();
        var slowest = new AtomicInteger();
        var load = Executors.newScheduledThreadPool(8);
        var number = new AtomicInteger();
        load.scheduleAtFixedRate(
                () -> load.execute(() -> statuses.add(request(signed, number.incrementAndGet(), slowest))),
                0,
                1_000_000 / perSecond,
                TimeUnit.MICROSECONDS);
        // When
        long start = System.nanoTime();
        callers.named("custodian-1")
                .with("Idempotency-Key", UUID.randomUUID().toString())
                .post("/v1/keys/rotations", "{\"kind\":\"operator\"}")
                .mustBe(202);
        await().atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> newest() > before && dependents(before) == 0);
        long took = Duration.ofNanos(System.nanoTime() - start).toMillis();
        superuser.run("UPDATE keyring.operator_key SET created_at = created_at - interval '2 minutes'");
        await().atMost(Duration.ofSeconds(60)).until(() -> state(before).equals("retired"));
        load.shutdown();
        load.awaitTermination(60, TimeUnit.SECONDS);
        // Then
        LOG.infof(
                "%d persons' keys rewrapped in %d ms under %d requests at %d/s; slowest %d ms; failed %d",
                persons,
                took,
                statuses.size(),
                perSecond,
                slowest.get(),
                statuses.stream().filter(status -> status >= 400).count());
        assertThat(statuses).isNotEmpty().allMatch(status -> status == 200 || status == 201);
        long opened = settled(before);
        signed.forEach(
                form -> callers.auditor().lookUp(RegistrationForms.audit(form)).mustBe(200));
        assertThat(settled(before)).isEqualTo(opened);
    }

    private int request(List<RequestForm> signed, int number, AtomicInteger slowest) {
        long start = System.nanoTime();
        int status = number % 4 == 0
                ? callers.clerk().sign(RegistrationForms.mobile()).status()
                : callers.auditor()
                        .lookUp(RegistrationForms.audit(signed.get(number % signed.size())))
                        .status();
        slowest.accumulateAndGet((int) ((System.nanoTime() - start) / 1_000_000), Math::max);
        return status;
    }

    /** Openings with this version, once all are counted. */
    private long settled(int version) {
        var uses = "SELECT coalesce(max(opened), 0) FROM keyring.key_use WHERE operator_id = 1 AND kind = 'operator'"
                + " AND version = ?";
        var counted = new AtomicLong(-1);
        await().during(Duration.ofSeconds(2))
                .until(
                        () -> { // counts are added up once a second in tests
                            long now = superuser.number(uses, version);
                            return counted.getAndSet(now) == now;
                        });
        return counted.get();
    }

    private int newest() {
        return (int) superuser.number("SELECT max(version) FROM keyring.operator_key WHERE operator_id = 1");
    }

    private long dependents(int version) {
        return superuser.number(
                "SELECT count(*) FROM keyring.person_key WHERE operator_id = 1 AND operator_key_version <= ?", version);
    }

    private String state(int version) {
        return superuser
                .texts("SELECT state FROM keyring.operator_key WHERE operator_id = 1 AND version = ?", version)
                .get(0);
    }
}
