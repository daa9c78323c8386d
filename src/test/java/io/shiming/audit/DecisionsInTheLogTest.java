package io.shiming.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.shiming.fixture.ApiCallers;
import io.shiming.fixture.ApiReply;
import io.shiming.fixture.DealerStaff;
import io.shiming.fixture.RegistrationForms;
import io.shiming.fixture.Superuser;
import io.shiming.lookup.OwnNumbersTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each entry about access names the rule that permitted or refused, by an id that a lawyer finds in the policy. */
@QuarkusTest
class DecisionsInTheLogTest {
    private static final String RULE = "SELECT concat_ws(' ', entry ->> 'rule', entry ->> 'policy')"
            + " FROM (SELECT entry_id, entry, entry ->> 'actor' AS actor FROM (SELECT entry_id,"
            + " convert_from(bytes, 'UTF8')::jsonb AS entry FROM audit.entry) AS read) AS one";

    @Inject
    ApiCallers callers;

    @Inject
    DealerStaff staff;

    @Inject
    Superuser superuser;

    @Test
    void whatARulePermitsNamesTheRule() {
        var form = RegistrationForms.mobile();
        callers.clerk().sign(form).mustBe(201);
        assertThat(ruleOf(
                        callers.auditor().lookUp(RegistrationForms.audit(form)).mustBe(200)))
                .isEqualTo("auditor-checks " + version());
        var clerk = staff.clerkOf("S-9350").caller();
        assertThat(ruleOf(clerk.lookUp(DealerStaff.service(form)).mustBe(200))).isEqualTo("clerk-serves " + version());
        assertThat(ruleOf(clerk.post(
                                "/v1/match",
                                DealerStaff.service(form)
                                        .with("attributes.name", "x")
                                        .json())
                        .mustBe(200)))
                .isEqualTo("clerk-serves " + version());
        assertThat(ruleOf(callers.clerk()
                        .post(
                                OwnNumbersTest.OWN_NUMBERS,
                                OwnNumbersTest.question(form).json())
                        .mustBe(200)))
                .isEqualTo("holder-asks");
    }

    @Test
    void whatARuleRefusesNamesTheRule() {
        var form = RegistrationForms.mobile();
        callers.clerk().sign(form).mustBe(201);
        var clerk = staff.clerkOf("S-9351").caller();
        assertThat(ruleOf(clerk.lookUp(DealerStaff.service(form).with("fields", List.of("name")))
                        .mustRefuse(403, "PERMISSION_DENIED")))
                .isEqualTo("clerk-serves " + version());
        assertThat(ruleOf(callers.named("officer-1")
                        .lookUp(RegistrationForms.audit(form).with("purpose", "DISPUTE"))
                        .mustRefuse(422, "CASE_REQUIRED")))
                .isEqualTo("privacy-officer-settles " + version());
        var auditor = staff.like("auditor-1");
        auditor.caller()
                .lookUp(RegistrationForms.audit(RegistrationForms.mobile()))
                .mustRefuse(404, "NOT_FOUND");
        assertThat(superuser.texts(RULE + " WHERE actor = ?", auditor.id()))
                .containsExactly("auditor-checks " + version());
    }

    @Test
    void actionWithoutARuleIsDenied() {
        var question = RegistrationForms.audit(RegistrationForms.mobile());
        assertThat(ruleOf(callers.named("support-1").lookUp(question).mustRefuse(403, "PURPOSE_NOT_ALLOWED")))
                .isEqualTo("default-deny " + version());
    }

    @Test
    void whatARoleDoesNotGrantNamesRoleAndPermission() {
        assertThat(ruleOf(callers.clerk()
                        .lineStatus(RegistrationForms.line(RegistrationForms.mobile()))
                        .mustRefuse(403, "PERMISSION_DENIED")))
                .isEqualTo("clerk/LINE_STATUS_READ");
    }

    @Test
    void everyRuleHasAnIdOfItsOwn() {
        assertThat(ids()).hasSizeGreaterThan(8).doesNotHaveDuplicates().allMatch(id -> id.matches("[a-z]+(-[a-z]+)+"));
    }

    private String ruleOf(ApiReply answer) {
        return superuser
                .texts(RULE + " WHERE entry_id = ?::uuid", answer.auditEntry())
                .get(0);
    }

    private static List<String> ids() {
        return Stream.of("rules", "exports")
                .flatMap(table -> policy().path(table).findValuesAsText("id").stream())
                .toList();
    }

    private static String version() {
        return policy().path("version").asText();
    }

    private static JsonNode policy() {
        try (var in = DecisionsInTheLogTest.class.getResourceAsStream("/rules/lookup-policy.json")) {
            return new JsonMapper().readTree(in);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
