package io.shiming.registration.person;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.shiming.fixture.ApiCallers;
import io.shiming.fixture.InParallel;
import io.shiming.fixture.JoinDesk;
import io.shiming.fixture.RegistrationForms;
import io.shiming.fixture.RequestForm;
import io.shiming.fixture.Superuser;
import io.shiming.registration.integrity.Sweeping;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random openings, closings, joins and splits of four documents by four threads: the counts are the truth. */
@QuarkusTest
class JoinsAtOnceTest {
    private static final int THREADS = 4;
    private static final int QUIET_POINTS = 6;
    private static final int STEPS = 6;

    /** The refusals that a step may meet; anything else is a fault. */
    private static final Set<String> MET = Set.of(
            "",
            "CARD_LIMIT",
            "ABNORMAL_OPENING",
            "PERSONS_JOINED_ALREADY",
            "JOIN_ENDED",
            "LINE_STATE",
            "NOT_REGISTERED");

    @Inject
    ApiCallers callers;

    @Inject
    JoinDesk desk;

    @Inject
    Superuser superuser;

    @Inject
    Sweeping sweeping;

    private final List<RequestForm> people = new ArrayList<>();
    private final List<String> registrations = new ArrayList<>();
    private final Queue<RequestForm> open = new ConcurrentLinkedQueue<>();
    private final Queue<String> joins = new ConcurrentLinkedQueue<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    @Tag("N-5")
    void atEveryQuietPointTheCountsAreTheTruth(long seed) throws Exception {
        // Given
        fourPeople();
        // When, Then
        for (int point = 0; point < QUIET_POINTS; point++) {
            long round = seed * 1_000 + point * 10L;
            var met = InParallel.run(THREADS, thread -> steps(new Random(round + thread)));
            assertThat(met).allSatisfy(each -> assertThat(each).isSubsetOf(MET));
            mustBeTrue();
        }
        sweeping.pass(1);
        assertThat(superuser.number(
                        "SELECT count(*) FROM audit.entry WHERE act = 'INTEGRITY_FAILED' AND registration IN"
                                + " (SELECT public_id FROM registry.registration WHERE person_id IN " + documents()
                                + ")"))
                .isZero();
    }

    @Test
    @Tag("N-5")
    void ofManyOpeningsWithEveryDocumentAtOnceFiveSucceed() {
        // Given: one person with a card of each of four documents
        fourPeople();
        for (int i = 1; i < people.size(); i++) {
            desk.decided(registrations.get(0), registrations.get(i)).mustBe(201);
        }
        var forms = people.stream().map(RegistrationForms::anotherMobile).toList();
        var more = people.stream().map(RegistrationForms::anotherMobile).toList();
        // When
        var answers = InParallel.run(8, i -> callers.clerk()
                .sign(i < 4 ? forms.get(i) : more.get(i - 4))
                .status());
        // Then
        assertThat(answers).filteredOn(status -> status == 201).hasSize(1);
        assertThat(answers).filteredOn(status -> status == 409).hasSize(7);
        mustBeTrue();
    }

    @Test
    @Tag("N-5")
    void openingsAndAJoinAtOnceNeverMakeASixthOpening() {
        for (int round = 0; round < 4; round++) {
            // Given: two documents, of which the one has three cards and the other one
            fourPeople();
            var one = people.get(0);
            var other = people.get(1);
            for (int card = 2; card <= 3; card++)
                callers.clerk().sign(RegistrationForms.anotherMobile(one)).mustBe(201);
            var forms = List.of(
                    RegistrationForms.anotherMobile(one),
                    RegistrationForms.anotherMobile(other),
                    RegistrationForms.anotherMobile(other));
            // When
            var answers = InParallel.run(
                    4,
                    i -> i == 3
                            ? desk.decided(registrations.get(0), registrations.get(1))
                            : callers.clerk().sign(forms.get(i)));
            assertThat(answers.get(3).status()).isEqualTo(201);
            assertThat(answers)
                    .filteredOn(each -> each.status() != 201)
                    .allSatisfy(each -> each.mustRefuse(409, "CARD_LIMIT"));
            // Then: what opened after the join opened below five
            mustBeTrue();
            callers.clerk().sign(RegistrationForms.anotherMobile(one)).mustRefuse(409, "CARD_LIMIT");
        }
    }

    private void fourPeople() {
        people.clear();
        registrations.clear();
        for (int i = 0; i < 4; i++) {
            var form = RegistrationForms.mobile();
            registrations.add(callers.clerk().sign(form).mustBe(201).registration());
            people.add(form);
            open.add(form);
        }
    }

    private List<String> steps(Random random) {
        var met = new ArrayList<String>();
        for (int step = 0; step < STEPS; step++) met.add(step(random));
        return met;
    }

    /** One act; the code that refused it. */
    private String step(Random random) {
        int one = random.nextInt(people.size());
        int other = (one + 1 + random.nextInt(people.size() - 1)) % people.size();
        return switch (random.nextInt(6)) {
            case 0, 1 -> {
                var form = RegistrationForms.anotherMobile(people.get(one));
                var answer = callers.clerk().sign(form);
                if (answer.status() == 201) open.add(form);
                yield answer.code();
            }
            case 2 -> {
                var form = open.poll();
                yield form == null ? "" : callers.provisioning().close(form).code();
            }
            case 3, 4 -> {
                var answer = desk.decided(registrations.get(one), registrations.get(other));
                if (answer.status() == 201) joins.add(answer.text("/joinId"));
                yield answer.code();
            }
            default -> {
                var join = joins.poll();
                yield join == null ? "" : desk.split(join).code();
            }
        };
    }

    /** Each head has the count of its documents' lines, and the documents are those that the open joins lead to. */
    private void mustBeTrue() {
        assertThat(superuser.texts(
                        "SELECT p.person_id || ': ' || p.mobile_lines || ' of ' || p.card_ceiling FROM registry.person p"
                                + " WHERE p.person_id IN " + documents() + " AND (p.joined_to IS NULL AND ("
                                + " p.mobile_lines <> (SELECT count(*) FROM registry.service_line l"
                                + " JOIN registry.person m ON m.person_id = l.person_id"
                                + " WHERE coalesce(m.joined_to, m.person_id) = p.person_id AND l.status <> 'CLOSED'"
                                + " AND l.service_type = 'mobile')"
                                + " OR p.card_ceiling <> greatest(5, p.mobile_lines))"
                                + " OR registry.documents_of(p.person_id) <> registry.joined_with(p.person_id))"))
                .isEmpty();
    }

    private String documents() {
        return "(SELECT person_id FROM registry.registration WHERE public_id IN ('" + String.join("','", registrations)
                + "'))";
    }
}
