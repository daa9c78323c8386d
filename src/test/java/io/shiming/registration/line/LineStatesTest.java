package io.shiming.registration.line;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.shiming.fixture.ApiCallers;
import io.shiming.fixture.PersonRows;
import io.shiming.fixture.RegistrationForms;
import io.shiming.fixture.RequestForm;
import io.shiming.fixture.Superuser;
import io.shiming.lookup.OwnNumbersTest;
import io.shiming.registration.store.RegistrationStatus;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The one definition of the lines in a person's name: complete, and what every list and count goes by. */
@QuarkusTest
class LineStatesTest {
    private static final String IN_NAME = "SELECT state FROM registry.line_states() WHERE in_name";

    /** The states that the tables permit. */
    private static final String STORED = """
            SELECT DISTINCT state[1] FROM pg_constraint c, regexp_matches(pg_get_constraintdef(c.oid), '''([A-Z_]+)''', 'g') state
             WHERE c.conrelid = 'registry.registration'::regclass AND c.contype = 'c'
               AND pg_get_constraintdef(c.oid) ~ '\\m(line_)?status\\M'""";

    @Inject
    ApiCallers callers;

    @Inject
    PersonRows personRows;

    @Inject
    Superuser superuser;

    private RequestForm person;

    /** A person with two active cards, one suspended, two restricted and a closed one; what waits; and what is incomplete. */
    @BeforeEach
    void aPersonWithALineInEveryState() {
        person = RegistrationForms.mobile();
        callers.clerk().sign(person).mustBe(201);
        close(another());
        callers.clerk()
                .sign(RegistrationForms.anotherMobile(person).with("match.result", "manual"))
                .mustBe(202);
        callers.provisioning()
                .bringIn(RegistrationForms.legacy(RegistrationForms.anotherInternet(person)))
                .mustBe(201);
        another();
        callers.provisioning().suspend(another(), "lost").mustBe(200);
        for (int n = 0; n < 2; n++) {
            callers.provisioning()
                    .change(RegistrationForms.change("restrict", another()).with("reason", "fraud_suspect"))
                    .mustBe(200);
        }
    }

    @Test
    void everyStateHasOneRow() {
        var states = superuser.texts("SELECT state FROM registry.line_states()");
        var known = new TreeSet<String>();
        Stream.of(LineStatus.values()).map(Enum::name).forEach(known::add);
        Stream.of(RegistrationStatus.values()).map(Enum::name).forEach(known::add);
        assertThat(states).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(known);
        assertThat(superuser.texts(STORED)).containsExactlyInAnyOrderElementsOf(known);
    }

    @Test
    @Tag("N-10")
    void ownNumbersListEveryLineInTheName() {
        var question = OwnNumbersTest.question(person);
        var numbers = callers.clerk()
                .post(OwnNumbersTest.OWN_NUMBERS, question.json())
                .mustBe(200)
                .json()
                .at("/numbers");
        var counts = StreamSupport.stream(numbers.spliterator(), false)
                .map(number -> number.at("/serviceType").asText() + " "
                        + number.at("/status").asText())
                .collect(groupingBy(each -> each, counting()));
        assertThat(counts)
                .isEqualTo(Map.of(
                        "mobile ACTIVE",
                        2L,
                        "mobile SUSPENDED",
                        1L,
                        "mobile RESTRICTED",
                        2L,
                        "mobile REVIEW",
                        1L,
                        "internet INCOMPLETE",
                        1L));
        assertThat(superuser.texts(IN_NAME))
                .containsAll(counts.keySet().stream()
                        .map(each -> each.substring(each.indexOf(' ') + 1))
                        .toList());
    }

    @Test
    @Tag("N-5")
    void theRefusalOfTheSixthCardTellsTheSameLines() {
        var refused = callers.clerk()
                .sign(RegistrationForms.anotherMobile(person))
                .mustRefuse(409, "CARD_LIMIT")
                .json();
        assertThat(refused.at("/breakdown/mobile").toString())
                .contains("\"ACTIVE\":2", "\"SUSPENDED\":1", "\"RESTRICTED\":2", "\"REVIEW\":1")
                .doesNotContain("CLOSED");
        assertThat(refused.at("/breakdown/internet").toString()).isEqualTo("{\"INCOMPLETE\":1}");
    }

    @Test
    @Tag("N-5")
    void theCountOfCardsIsThatOfTheStatesThatCount() {
        assertThat(personRows.counted(person))
                .isEqualTo(5)
                .isEqualTo(superuser.number(
                        "SELECT count(*) FROM registry.service_line l JOIN registry.line_states() s ON s.state = l.status"
                                + " WHERE s.counts AND l.service_type = 'mobile' AND l.person_id = (SELECT person_id"
                                + " FROM registry.registration WHERE contract_ref = ? LIMIT 1)",
                        person.text("contractRef")));
    }

    @Test
    @Tag("R-11")
    void noPersonIsErasedWhileAStateHolds() {
        assertThat(over(person)).isEqualTo("false");
        var ended = RegistrationForms.fixed();
        callers.clerk().sign(ended).mustBe(201);
        close(ended);
        assertThat(over(ended)).isEqualTo("true");
        var restricted = RegistrationForms.fixed();
        callers.clerk().sign(restricted).mustBe(201);
        callers.provisioning()
                .change(RegistrationForms.change("restrict", restricted).with("reason", "fraud_suspect"))
                .mustBe(200);
        assertThat(over(restricted)).isEqualTo("false");
        var old = RegistrationForms.fixed();
        callers.provisioning().bringIn(RegistrationForms.legacy(old)).mustBe(201);
        assertThat(over(old)).isEqualTo("false");
    }

    /** Whether nothing keeps the person, long after every term. */
    private String over(RequestForm form) {
        return superuser
                .texts(
                        "SELECT registry.service_is_over(person_id, now() + interval '9 years', now() + interval '9 years')::text"
                                + " FROM registry.registration WHERE contract_ref = ? LIMIT 1",
                        form.text("contractRef"))
                .get(0);
    }

    private RequestForm another() {
        var form = RegistrationForms.anotherMobile(person);
        callers.clerk().sign(form).mustBe(201);
        return form;
    }

    private void close(RequestForm form) {
        callers.provisioning().close(form).mustBe(200);
    }
}
