package io.shiming.registration.integrity;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.shiming.fixture.ApiCallers;
import io.shiming.fixture.JoinDesk;
import io.shiming.fixture.RegistrationForms;
import io.shiming.fixture.Superuser;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a superuser does to the joins of a person's documents is found in one pass. */
@QuarkusTest
class JoinSweepTest {
    private static final String UNGUARDED = "SET session_replication_role = replica; ";

    @Inject
    ApiCallers callers;

    @Inject
    JoinDesk desk;

    @Inject
    Superuser superuser;

    @Inject
    Sweeping sweeping;

    private String known;
    private String other;
    private String stranger;
    private String join;

    @BeforeEach
    void joined() {
        known = callers.clerk().sign(RegistrationForms.mobile()).mustBe(201).registration();
        other = callers.clerk().sign(RegistrationForms.mobile()).mustBe(201).registration();
        stranger = callers.clerk().sign(RegistrationForms.mobile()).mustBe(201).registration();
        join = desk.decided(known, other).mustBe(201).text("/joinId");
    }

    @Test
    void aJoinAndASplitAreFaultless() throws Exception {
        sweeping.pass(1);
        assertThat(named(known)).isEmpty();
        assertThat(named(other)).isEmpty();
        desk.split(join).mustBe(200);
        sweeping.pass(1);
        assertThat(named(known)).isEmpty();
        assertThat(named(other)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "UPDATE registry.person_join SET digest = repeat('0', 64) WHERE %1$s | join/1 EDITED",
                "UPDATE registry.person_join SET joined_by = 'x' WHERE %1$s | join/1 EDITED",
                "UPDATE registry.person_join SET other_person = %4$s WHERE %1$s | join/1 EDITED",
                "DELETE FROM registry.person_join WHERE %1$s | join/1 DELETED",
                "UPDATE registry.person_join SET ended_at = now(), ended_by = 'x', ended_case = 'x' WHERE %1$s | join/1 EDITED",
                "UPDATE registry.person SET joined_to = NULL WHERE person_id IN (%2$s, %3$s) | person EDITED",
                "UPDATE registry.person SET joined_to = least(registry.head_of(%2$s), %4$s), mobile_lines = 0"
                        + " WHERE person_id = greatest(registry.head_of(%2$s), %4$s) | person EDITED",
                "UPDATE registry.person SET joined_to = -1, mobile_lines = 0, card_ceiling = 5 WHERE person_id = %2$s | person EDITED",
                "INSERT INTO registry.person_join SELECT %2$s, -1, 1, operator_id, gen_random_uuid(), %4$s, -1, basis, case_ref, digest,"
                        + " other_digest, joined_by, agreed_by, joined_at, NULL, NULL, NULL, entry_id, row_salt"
                        + " FROM registry.person_join WHERE %1$s;"
                        + " UPDATE registry.person SET joined_to = least(registry.head_of(%2$s), %4$s), mobile_lines = 0"
                        + " WHERE person_id = greatest(registry.head_of(%2$s), %4$s) | person EDITED",
                "UPDATE registry.person SET card_ceiling = 6 WHERE person_id = registry.head_of(%2$s) | cards EDITED",
                "UPDATE registry.person SET mobile_lines = 0 WHERE person_id = registry.head_of(%2$s) | cards EDITED",
            })
    void anEditIsNamed(String edit, String finding) throws Exception {
        superuser.run(
                UNGUARDED + edit.formatted("join_id = '" + join + "'", person(known), person(other), person(stranger)));
        sweeping.pass(1);
        assertThat(named(known)).contains(finding.strip());
    }

    @ParameterizedTest
    @CsvSource({"joined_to = -1", "card_ceiling = 6"})
    void theServiceCannotDoItWithoutAnEntry(String change) {
        assertThat(superuser.stateOf(
                        "shiming_service",
                        "SELECT registry.enter(1::smallint); SET CONSTRAINTS ALL IMMEDIATE; UPDATE registry.person SET "
                                + change + ", mobile_lines = 0 WHERE person_id = " + person(stranger)))
                .isEqualTo("42501");
    }

    private String person(String registration) {
        return "(SELECT person_id FROM registry.registration WHERE public_id = '" + registration + "')";
    }

    /** The rows that the log names for this registration. */
    private List<String> named(String registration) {
        return superuser.texts(
                "SELECT convert_from(bytes, 'UTF8')::jsonb -> 'fields' ->> 0 FROM audit.entry"
                        + " WHERE act = 'INTEGRITY_FAILED' AND registration = ?::uuid ORDER BY entry_id",
                registration);
    }
}
