package io.shiming;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.shiming.access.Role;
import io.shiming.trial.DemoUser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What is added in one place is added in the others that nothing else ties to it; {@code src/docs/howto} has the places in
 * order. Reads sources as text and finds each by its file's name, wherever it lies.
 */
class AdditionsTest {
    private static final Path MAIN = Path.of("src/main");
    private static final Path TESTS = Path.of("src/test/java");

    /** Columns of a registration that its entry does not bind by digest, and why. */
    private static final Set<String> UNBOUND = Set.of(
            "status", // what the latest entry says
            "code",
            "decided_at",
            "index_version", // which key the index is made with
            "leaf_hash",
            "entry_id", // compared with the log itself
            "contract_entry_id", // which entry binds the row, and the salt
            "contract_salt",
            "sealed", // the part identity/1 has an entry of its own
            "sealed_at",
            "identity_entry_id",
            "identity_salt",
            "notice_version", // the consent
            "language",
            "acknowledged_at",
            "risk_notice",
            "separate_consent",
            "verification_result", // the part line has an entry of its own
            "verification_provider",
            "check_id",
            "checked_at",
            "line_status",
            "line_reason",
            "opened_at",
            "activated_at",
            "closed_at",
            "line_entry_id",
            "line_salt");

    /** Columns that are bound and that no request states. */
    private static final Set<String> GIVEN = Set.of("operator_id", "person_id", "registration_id", "number_index");

    @Test
    void everyDocumentTypeHasAFormAndIsRegisteredInATest() throws IOException {
        var types = found("(?m)^    ([A-Z][A-Z0-9_]*)\\(\"", source(MAIN, "DocumentType.java"));
        assertThat(types).hasSizeGreaterThan(10);
        var registered = source(TESTS, "EveryDocumentTest.java");
        var forms = all(TESTS, ".java");
        var capture = source(MAIN, "CaptureMethod.java");
        for (String type : types) {
            assertThat(capture).as("CaptureMethod").containsPattern("\\b" + type + "\\b");
            assertThat(registered).as("EveryDocumentTest").contains("\"" + type + "\"");
            assertThat(forms).as("the forms of the tests").contains("case \"" + type + "\" ->");
        }
    }

    @Test
    void everyRoleHasItsDemoUsersRealmRoleTestsAndRowOfThePage() throws IOException {
        var realm = new JsonMapper()
                .readTree(Path.of("deploy/keycloak/shiming-realm.json").toFile());
        var ofTheRealm = realm.at("/roles/realm").findValuesAsText("name");
        var page = found("(?m)^\\| `([a-z_]+)` \\|", Files.readString(Path.of("src/docs/walkthrough.md")));
        assertThat(page).isEqualTo(claims());
        assertThat(ofTheRealm).containsAll(claims());
        assertThat(users(realm)).containsAll(claims());
        for (Role role : Role.values()) {
            var users = DemoUser.ALL.stream().filter(user -> user.role().equals(role.claim()));
            var names = users.map(DemoUser::name).toList();
            assertThat(names).as(role.claim()).hasSizeGreaterThan(1);
            assertThat(source(TESTS, "RolesTest.java")).contains("\"" + names.get(0) + "\"");
            assertThat(source(TESTS, "PolicyMatrixTest.java")).contains("\"" + role.claim() + "\"");
            assertThat(source(TESTS, "KeycloakTokensTest.java")).contains(", " + role.name() + ", ");
        }
    }

    @Test
    void everyColumnOfADealerIsInTheTemplates() throws IOException {
        var entity = source(MAIN, "Dealer.java");
        var columns = found("@Column\\(name = \"(\\w+)\"\\)", entity);
        for (String field : found("\n    [A-Z][\\w\\[\\]]+ (\\w+);", entity)) {
            columns.add(field.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT));
        }
        columns.remove("code"); // is the column dealer_code
        columns.removeAll(Set.of("status", "changed_at")); // have a default
        assertThat(columns).hasSizeGreaterThan(6);
        for (String template : List.of("deploy/postgres/operator.sql", "src/main/resources/db/demo.sql")) {
            assertThat(insert(Files.readString(Path.of(template)))).as(template).contains(columns);
        }
    }

    @Test
    void everyTermOfADealerIsInTheFormOfTheTests() throws IOException {
        var terms = source(MAIN, "DealerTerms.java");
        var record = terms.substring(terms.indexOf("record DealerTerms("));
        var components = found("@Nullable [\\w<>]+ (\\w+)[,)]", record.substring(0, record.indexOf('{')));
        components.remove("parent"); // must be absent
        assertThat(components).hasSizeGreaterThan(3);
        for (String component : components) {
            assertThat(source(TESTS, "Dealership.java")).containsPattern("\"" + component + "[\".]");
        }
    }

    @Test
    void everyFieldOfASigningIsReadByARule() throws IOException {
        var fields = new TreeSet<String>();
        for (String request : List.of("SigningRequest.java", "PartyBlocks.java")) {
            fields.addAll(found("@Nullable\\s+[\\w<>]+ (\\w+)[,)]", source(MAIN, request)));
        }
        assertThat(fields).hasSizeGreaterThan(30);
        var readers = all(MAIN.resolve("java/io/shiming/registration"), ".java");
        for (String field : fields) {
            assertThat(readers).as(field).containsPattern("\\." + field + "\\(\\)");
        }
    }

    @Test
    void everyColumnOfARegistrationIsStatedByASigningOrListedHere() throws IOException {
        var sql = all(MAIN, ".sql");
        var table = sql.substring(sql.indexOf("CREATE TABLE registry.registration ("));
        var columns = found("(?m)^  ([a-z_]+) ", table.substring(0, table.indexOf("\n)")));
        columns.addAll(found("ALTER TABLE registry\\.registration\\s+ADD COLUMN (?:IF NOT EXISTS )?([a-z_]+)", sql));
        assertThat(sql)
                .as("rows that are there are bound without the column")
                .doesNotContainPattern("ALTER TABLE registry\\.registration\\s+ADD COLUMN [^;]*(DEFAULT|NOT NULL)");
        columns.removeAll(UNBOUND);
        columns.removeAll(GIVEN);
        var stated = found("(?m)^    ([A-Z_]+)\\(\\(attempt", source(MAIN, "SigningColumn.java")).stream()
                .map(constant -> constant.toLowerCase(Locale.ROOT))
                .toList();
        assertThat(stated).hasSizeGreaterThan(10).containsExactlyInAnyOrderElementsOf(columns);
    }

    @Test
    void theSweepReadsEveryColumnOfARegistrationButThoseListedHere() throws IOException {
        var sql = source(MAIN, "bound-rows.sql");
        var left = sql.substring(sql.indexOf("to_jsonb(r) - ARRAY["));
        var expected = new TreeSet<>(UNBOUND);
        expected.addAll(
                Set.of("operator_id", "person_id", "registration_id")); // each kind of row has them by other names
        assertThat(found("'([a-z_]+)'", left.substring(0, left.indexOf(']')))).isEqualTo(expected);
    }

    private static Set<String> claims() {
        return Stream.of(Role.values()).map(Role::claim).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The roles that some user of the realm has; of machines, their service accounts. */
    private static Set<String> users(JsonNode realm) {
        var roles = new TreeSet<String>();
        realm.get("users").forEach(user -> user.at("/realmRoles").forEach(role -> roles.add(role.asText())));
        return roles;
    }

    private static String insert(String template) {
        var from = template.substring(template.indexOf("INSERT INTO registry.dealer "));
        return from.substring(0, from.indexOf("VALUES"));
    }

    private static Set<String> found(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(hit -> hit.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String source(Path below, String name) throws IOException {
        var text = texts(below, name);
        assertThat(text).as(name).hasSize(1);
        return text.get(0);
    }

    private static String all(Path below, String ending) throws IOException {
        return String.join("\n", texts(below, ending));
    }

    private static List<String> texts(Path below, String ending) throws IOException {
        try (var files = Files.walk(below)) {
            return files.filter(file -> ending.startsWith(".")
                            ? file.toString().endsWith(ending)
                            : file.getFileName().toString().equals(ending))
                    .map(AdditionsTest::read)
                    .toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
