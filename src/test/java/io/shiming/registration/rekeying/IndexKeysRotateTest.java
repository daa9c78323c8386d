package io.shiming.registration.rekeying;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.shiming.fixture.ApiCallers;
import io.shiming.fixture.CorrectionForms;
import io.shiming.fixture.InParallel;
import io.shiming.fixture.OrganisationForms;
import io.shiming.fixture.RegistrationForms;
import io.shiming.fixture.RequestForm;
import io.shiming.fixture.Superuser;
import io.shiming.registration.SecondCounter;
import io.shiming.registration.integrity.Sweeping;
import io.shiming.vault.SecondInstance;
import io.shiming.vault.Vault;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The keys of both blind indexes are replaced while two instances sign; the second is slow to notice every step. */
@QuarkusTest
class IndexKeysRotateTest {
    private static final String SIGNER = "clerk-1-ridge";

    @Inject
    ApiCallers callers;

    @Inject
    Superuser superuser;

    @Inject
    SecondInstance instances;

    @Inject
    SecondCounter second;

    @Inject
    Sweeping sweeping;

    private final List<RequestForm> known = new ArrayList<>();
    private RequestForm past;
    private Instant pastAt;

    @Test
    void everybodyIsFoundAndEveryRuleIsExactAtEveryStepOfARotation() throws Exception {
        // Given: people from before, and signings that never stop
        for (int i = 0; i < 10; i++) {
            sign(RegistrationForms.mobile());
        }
        var corrected = RegistrationForms.mobile();
        var registration = callers.named(SIGNER).sign(corrected).mustBe(201).registration();
        CorrectionForms.correct(callers.named(SIGNER), registration, CorrectionForms.address(corrected, "测试省样例市更正路2号"))
                .mustBe(201);
        known.add(corrected);
        sign(OrganisationForms.fresh().signs(RegistrationForms.fixed()));
        past = RegistrationForms.mobile();
        callers.named(SIGNER).sign(past).mustBe(201);
        pastAt = Instant.now();
        callers.named("provisioning-1-ridge").close(past).mustBe(200);
        sign(RegistrationForms.mobile().with("service.number", past.text("service.number")));
        var over = new AtomicBoolean();
        var background = new ConcurrentLinkedQueue<Integer>();
        var load = new Thread(() -> {
            while (!over.get()) {
                background.add(
                        callers.named(SIGNER).sign(RegistrationForms.mobile()).status());
            }
        });
        load.start();
        try {
            // When the keys arrive: searched with, not written with
            order("document");
            order("number");
            await().until(() -> states("arriving") == 2);
            everybodyIsFound();
            var slow = instances.knowing(2);
            everyRuleIsExact(slow);
            // When they are promoted: this instance writes with the new ones, the slow one with the old ones
            grownOlder();
            await().until(() -> states("arriving") == 0);
            everyRuleIsExact(slow);
            everybodyIsFound();
            // When all is filled and every instance has had its minute
            grownOlder();
            await().atMost(Duration.ofSeconds(30)).until(() -> unfinished() == 0);
            everyRuleIsExact(instances.knowing(2));
            everybodyIsFound();
        } finally {
            over.set(true);
            load.join(20_000);
        }
        // Then every row is as the log says, and nothing hangs on the old keys any more
        sweeping.pass(2);
        assertThat(superuser.texts("SELECT convert_from(bytes, 'UTF8') FROM audit.entry"
                        + " WHERE act = 'INTEGRITY_FAILED' AND operator_id = 2"))
                .isEmpty();
        assertThat(background).isNotEmpty().containsOnly(201);
        assertThat(onOldKeys("registry.person", "document")).isZero();
        assertThat(superuser.number("SELECT count(*) FROM registry.party WHERE operator_id = 2"))
                .isPositive();
        assertThat(onOldKeys("registry.party", "document")).isZero();
        assertThat(onOldKeys("registry.registration", "number")).isZero();
        assertThat(onOldKeys("registry.number_directory", "number")).isZero();
        assertThat(onOldKeys("registry.past_tenure", "number")).isZero();
        assertThat(
                        superuser.number(
                                "SELECT count(*) FROM audit.entry WHERE act = 'KEY_ROTATED' AND operator_id = 2"
                                        + " AND actor = 'shiming/key-rotation' AND (convert_from(bytes, 'UTF8')::jsonb ->> 'count')::int > 0"))
                .isPositive();
    }

    private void everyRuleIsExact(Vault slow) {
        onePersonIsOnePerson(slow);
        oneNumberIsOneLine(slow);
        fiveCardsAreFive(slow);
        fiveNumbersOfAKeyServiceAreFive(slow);
    }

    /** Two instances meet the same new person at once: both sign, under one person. */
    private void onePersonIsOnePerson(Vault slow) {
        for (int round = 0; round < 8; round++) {
            var form = RegistrationForms.internet();
            var another = RegistrationForms.anotherInternet(form);
            var answers = InParallel.run(
                    2,
                    i -> i == 0 ? here(form) : second.sign(slow, another.json().toString()));
            assertThat(answers).containsOnly("ACTIVE");
            assertThat(persons(form)).isEqualTo(1);
            known.add(form);
            known.add(another);
        }
    }

    private void oneNumberIsOneLine(Vault slow) {
        for (int round = 0; round < 8; round++) {
            var mine = RegistrationForms.mobile();
            var theirs = RegistrationForms.mobile().with("service.number", mine.text("service.number"));
            var answers = InParallel.run(
                    2,
                    i -> i == 0 ? here(mine) : second.sign(slow, theirs.json().toString()));
            assertThat(answers).containsExactlyInAnyOrder("ACTIVE", "NUMBER_TAKEN");
            known.add(answers.get(0).equals("ACTIVE") ? mine : theirs);
        }
    }

    private void fiveCardsAreFive(Vault slow) {
        var form = RegistrationForms.mobile();
        var answers = InParallel.run(
                8,
                i -> i % 2 == 0
                        ? here(RegistrationForms.anotherMobile(form))
                        : second.sign(
                                slow,
                                RegistrationForms.anotherMobile(form).json().toString()));
        assertThat(answers).filteredOn("ACTIVE"::equals).hasSize(5);
        assertThat(answers).filteredOn("CARD_LIMIT"::equals).hasSize(3);
    }

    private void fiveNumbersOfAKeyServiceAreFive(Vault slow) {
        var firm = OrganisationForms.fresh();
        var forms = Stream.generate(() -> firm.signs(RegistrationForms.fixed()
                        .with("service.productClass", "switchboard")
                        .with("service.use", "客服热线")))
                .limit(8)
                .toList();
        var answers = InParallel.run(
                8,
                i -> i % 2 == 0
                        ? here(forms.get(i))
                        : second.sign(slow, forms.get(i).json().toString()));
        assertThat(answers).filteredOn("ACTIVE"::equals).hasSize(5);
        assertThat(answers).filteredOn("PRODUCT_LIMIT"::equals).hasSize(3);
    }

    private String here(RequestForm form) {
        var reply = callers.named(SIGNER).sign(form);
        return reply.status() == 201 ? "ACTIVE" : reply.code();
    }

    private void sign(RequestForm form) {
        callers.named(SIGNER).sign(form).mustBe(201);
        known.add(form);
    }

    private void everybodyIsFound() {
        var auditor = callers.named("auditor-1-ridge");
        var then = RegistrationForms.audit(past).with("asOf", pastAt.toString());
        assertThat(auditor.lookUp(then.with("fields", List.of("name"))).text("/subscriber/name"))
                .isEqualTo(past.text("subscriber.name"));
        for (RequestForm form : known) {
            auditor.lookUp(RegistrationForms.audit(form)).mustBe(200);
            auditor.lookUp(RegistrationForms.audit(form).without("line").with("document", document(form)))
                    .mustBe(200);
        }
    }

    private static Map<String, String> document(RequestForm form) {
        var firm = form.text("organisation.document.number");
        return firm.isEmpty()
                ? Map.of("type", "RIC", "number", form.text("subscriber.document.number"))
                : Map.of("type", "USCC_LIC", "number", firm);
    }

    /** How many persons the lines of this subscriber belong to; found by what only this test signs for him. */
    private long persons(RequestForm form) {
        var auditor = callers.named("auditor-1-ridge");
        var byLine = auditor.lookUp(RegistrationForms.audit(form)).mustBe(200).registration();
        var byDocument = auditor.lookUp(
                        RegistrationForms.audit(form).without("line").with("document", document(form)))
                .mustBe(200)
                .registration();
        return superuser.number(
                "SELECT count(DISTINCT person_id) FROM registry.registration WHERE public_id IN (?::uuid, ?::uuid)"
                        + " OR person_id IN (SELECT person_id FROM registry.registration WHERE public_id = ?::uuid)",
                byLine,
                byDocument,
                byDocument);
    }

    private void order(String kind) {
        callers.named("custodian-1-ridge")
                .with("Idempotency-Key", UUID.randomUUID().toString())
                .post("/v1/keys/rotations", "{\"kind\":\"" + kind + "\"}")
                .mustBe(202);
    }

    private void grownOlder() {
        superuser.run("UPDATE keyring.index_key SET created_at = created_at - interval '2 minutes',"
                + " changed_at = changed_at - interval '2 minutes' WHERE operator_id = 2");
    }

    private long states(String state) {
        return superuser.number(
                "SELECT count(*) FROM keyring.index_key WHERE operator_id = 2 AND state = ? AND kind <> 'request'",
                state);
    }

    private long unfinished() {
        return superuser.number("SELECT count(*) FROM keyring.rotation WHERE operator_id = 2 AND ended_at IS NULL");
    }

    private long onOldKeys(String table, String kind) {
        return superuser.number("SELECT count(*) FROM " + table + " WHERE operator_id = 2 AND index_version <"
                + " (SELECT max(version) FROM keyring.index_key WHERE operator_id = 2 AND kind = '" + kind + "')");
    }
}
