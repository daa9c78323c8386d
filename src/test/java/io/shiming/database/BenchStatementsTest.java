package io.shiming.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.shiming.fixture.Superuser;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bench's limit is the cost of the statements that the service issues: they must not drift apart. */
@QuarkusTest
class BenchStatementsTest {
    private static final Pattern NAMED = Pattern.compile("\\b(p_\\w+) =>");

    @Inject
    Superuser superuser;

    @ParameterizedTest
    @CsvSource({"sign.sql,sign", "sign.sql,signing_context", "lookup.sql,look_up"})
    void theBenchNamesEveryArgumentOfTheFunctionThatTheServiceCalls(String file, String function) throws IOException {
        var wanted = superuser.texts("""
                SELECT unnest(p.proargnames[1:p.pronargs]) FROM pg_proc p
                WHERE p.oid = 'registry.%s'::regproc
                """.formatted(function));
        assertThat(named(Files.readString(Path.of("deploy/bench", file)), function))
                .containsExactlyInAnyOrderElementsOf(wanted);
    }

    private static Set<String> named(String sql, String function) {
        int from = sql.indexOf(function.equals("sign") ? "LATERAL :sign(" : "registry." + function + "(");
        int to = sql.indexOf(function.equals("signing_context") ? "\\gset" : ";", from);
        var names = new TreeSet<String>();
        NAMED.matcher(sql.substring(from, to)).results().forEach(hit -> names.add(hit.group(1)));
        return names;
    }
}
