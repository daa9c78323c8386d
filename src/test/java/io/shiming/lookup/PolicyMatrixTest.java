package io.shiming.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.shiming.audit.LegalBasis;
import io.shiming.audit.Purpose;
import io.shiming.fixture.ApiCaller;
import io.shiming.fixture.ApiCallers;
import io.shiming.fixture.ApiReply;
import io.shiming.fixture.DealerStaff;
import io.shiming.fixture.InParallel;
import io.shiming.fixture.Recipient;
import io.shiming.fixture.RegistrationForms;
import io.shiming.fixture.RequestForm;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Every role with every purpose and basis at both routes and both operators; what is right is read off the policy. */
@QuarkusTest
@DisplayName("P1: the matrix of the policy")
class PolicyMatrixTest {
    private static final Map<String, String> USERS = Map.ofEntries(
            Map.entry("clerk", "clerk-1"),
            Map.entry("store_manager", "manager-1"),
            Map.entry("operator_support", "support-1"),
            Map.entry("provisioning", "provisioning-1"),
            Map.entry("auditor", "auditor-1"),
            Map.entry("reviewer", "reviewer-1"),
            Map.entry("privacy_officer", "officer-1"),
            Map.entry("warrant_officer", "warrant-1"),
            Map.entry("warrant_approver", "approver-1"),
            Map.entry("regulator", "regulator-1"),
            Map.entry("key_custodian", "custodian-1"),
            Map.entry("administrator", "admin-1"));

    @Inject
    ApiCallers callers;

    @Inject
    DealerStaff staff;

    /**
     * One case.
     *
     * @param field asked for in full, or compared; null for none
     */
    record Case(String role, Purpose purpose, LegalBasis basis, boolean own, boolean match, String field) {}

    @Test
    void everyRoleMayLookUpExactlyWhatThePolicyPermits() throws IOException {
        // Given
        var rules = rules("rules");
        var own = signed("clerk-1");
        var theirs = signed("clerk-1-ridge");
        var cases = cases();
        assertThat(cases).hasSizeGreaterThanOrEqualTo(2_000);
        // When
        var wrong = InParallel.run(4, part -> IntStream.range(0, cases.size())
                .filter(n -> n % 4 == part)
                .mapToObj(cases::get)
                .filter(each -> !asThePolicySays(each, rules, each.own ? own : theirs))
                .toList());
        // Then
        assertThat(wrong.stream().flatMap(List::stream)).isEmpty();
    }

    @Test
    void everyRoleMayExportExactlyWhatThePolicyPermits() throws IOException {
        // Given
        var rules = rules("exports");
        var recipient = new Recipient().publicKey();
        var cases = USERS.keySet().stream()
                .flatMap(role -> Arrays.stream(Purpose.values()).flatMap(purpose -> Arrays.stream(LegalBasis.values())
                        .flatMap(basis -> Stream.of("name", "image")
                                .map(field -> new Case(role, purpose, basis, true, false, field)))))
                .toList();
        assertThat(cases).hasSizeGreaterThanOrEqualTo(1_000);
        // When
        var wrong = InParallel.run(4, part -> IntStream.range(0, cases.size())
                .filter(n -> n % 4 == part)
                .mapToObj(cases::get)
                .filter(each -> !exportedAsThePolicySays(each, rules, recipient))
                .toList());
        // Then
        assertThat(wrong.stream().flatMap(List::stream)).isEmpty();
    }

    /** Each rule with each group of what is stored about a registration. */
    @Test
    void everyRuleShowsExactlyTheGroupsThatItNames() throws IOException {
        // Given
        var rules = rules("rules");
        var own = signed("clerk-1");
        var cases = rules.stream()
                .flatMap(rule -> ProvenanceTest.groups().stream()
                        .map(group -> new Case(
                                rule.get("role").asText(),
                                Purpose.valueOf(rule.get("purpose").asText()),
                                LegalBasis.valueOf(rule.at("/bases/0").asText()),
                                true,
                                false,
                                group)))
                .toList();
        assertThat(cases).hasSizeGreaterThanOrEqualTo(70);
        // When
        var wrong = InParallel.run(4, part -> IntStream.range(0, cases.size())
                .filter(n -> n % 4 == part)
                .mapToObj(cases::get)
                .filter(each -> !asThePolicySays(each, rules, own))
                .toList());
        // Then
        assertThat(wrong.stream().flatMap(List::stream)).isEmpty();
    }

    private boolean exportedAsThePolicySays(Case each, List<JsonNode> rules, String recipient) {
        var order = RequestForm.empty()
                .with("purpose", each.purpose.name())
                .with("legalBasis", each.basis.name())
                .with("fields", List.of(each.field))
                .with("signedFrom", "2026-01-01")
                .with("signedTo", "2026-01-01")
                .with("recipient", "P1")
                .with("recipientKey", recipient)
                .with("mostRecords", 1);
        var answer =
                staff.like(USERS.get(each.role)).caller().keyed().put("/v1/exports/" + UUID.randomUUID(), order.json());
        var rule = rule(each, rules);
        boolean may = rule.isPresent() && texts(rule.get().get("mayExport")).contains(each.field);
        return may
                ? answer.status() == 202
                : List.of("403PURPOSE_NOT_ALLOWED", "403PERMISSION_DENIED").contains(answer.status() + answer.code());
    }

    private boolean asThePolicySays(Case each, List<JsonNode> rules, RequestForm subject) {
        var answer = ask(each, subject);
        return expected(each, rules).contains(answer.status() + answer.code());
    }

    /** Reads the policy's own data; its rules need no second telling here. */
    private static List<String> expected(Case each, List<JsonNode> rules) {
        var rule = rule(each, rules);
        if (rule.isEmpty()) {
            return List.of("403PURPOSE_NOT_ALLOWED", "403PERMISSION_DENIED");
        }
        var may = texts(rule.get().get(each.match ? "mayMatch" : "mayUnmask"));
        if ((each.match && may.isEmpty()) || (each.field != null && !may.contains(each.field))) {
            return List.of("403PERMISSION_DENIED");
        }
        return switch (rule.get().get("ground").asText()) {
            case "ORDER" -> List.of("403CASE_NOT_IN_FORCE");
            case "EMERGENCY" -> List.of("403EMERGENCY_NOT_OPEN");
            case "REVIEW" -> List.of("404NOT_FOUND"); // the subject waits for no review
            default -> List.of(each.own || each.match ? "200" : "404NOT_FOUND");
        };
    }

    private static Optional<JsonNode> rule(Case each, List<JsonNode> rules) {
        return rules.stream()
                .filter(rule -> rule.get("role").asText().equals(each.role)
                        && rule.get("purpose").asText().equals(each.purpose.name())
                        && texts(rule.get("bases")).contains(each.basis.name()))
                .findFirst();
    }

    private ApiReply ask(Case each, RequestForm subject) {
        var question = RequestForm.empty()
                .with("line", RegistrationForms.line(subject).json())
                .with("purpose", each.purpose.name())
                .with("legalBasis", each.basis.name())
                .with("caseRef", "CASE-UNKNOWN");
        if (each.match) {
            question = question.with("attributes", Map.of(each.field, "x"));
        } else if (each.field != null) {
            question = question.with("fields", List.of(each.field));
        }
        return staff.like(USERS.get(each.role))
                .caller()
                .post(each.match ? "/v1/match" : ApiCaller.LOOKUPS, question.json());
    }

    private static List<Case> cases() {
        var cases = new ArrayList<Case>();
        for (var role : USERS.keySet()) {
            for (var purpose : Purpose.values()) {
                for (var basis : LegalBasis.values()) {
                    for (boolean own : new boolean[] {true, false}) {
                        cases.add(new Case(role, purpose, basis, own, false, null));
                        cases.add(new Case(role, purpose, basis, own, false, "address"));
                        cases.add(new Case(role, purpose, basis, own, true, "name"));
                    }
                }
            }
        }
        return cases;
    }

    private RequestForm signed(String clerk) {
        var form = RegistrationForms.internet();
        callers.named(clerk).sign(form).mustBe(201);
        return form;
    }

    private static List<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private static List<JsonNode> rules(String part) throws IOException {
        try (var in = PolicyMatrixTest.class.getResourceAsStream("/rules/lookup-policy.json")) {
            var rules = new ArrayList<JsonNode>();
            new JsonMapper().readTree(in).get(part).forEach(rules::add);
            return rules;
        }
    }
}
