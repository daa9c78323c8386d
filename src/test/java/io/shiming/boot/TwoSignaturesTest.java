package io.shiming.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.shiming.database.FunctionCall;
import io.shiming.fixture.Superuser;
import jakarta.inject.Inject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two releases run at once: a changed signature stands beside the old one, and each release calls its own. */
@QuarkusTest
@Tag("case-E4")
class TwoSignaturesTest {
    private static final String NAME = "registry.two_signatures";

    @Inject
    AgroalDataSource source;

    @Inject
    Superuser superuser;

    @BeforeEach
    void create() {
        superuser.run(
                "SET ROLE shiming_owner",
                "CREATE FUNCTION registry.two_signatures(p_old text) RETURNS text LANGUAGE sql RETURN 'old'",
                "CREATE FUNCTION registry.two_signatures(p_old text, p_new integer, p_more text DEFAULT '')"
                        + " RETURNS text LANGUAGE sql RETURN 'new'");
    }

    @AfterEach
    void drop() {
        superuser.run(
                "DROP FUNCTION IF EXISTS registry.two_signatures(text)",
                "DROP FUNCTION IF EXISTS registry.two_signatures(text, integer, text)");
    }

    @Test
    void eachReleaseCallsItsOwnSignatureWithNulls() {
        var old = FunctionCall.of(NAME).with("p_old", null);
        var present = FunctionCall.of(NAME).with("p_old", null).with("p_new", null);
        assertThat(answer(old)).isEqualTo("old");
        assertThat(answer(present)).isEqualTo("new");
        assertThat(answer(old)).isEqualTo("old");
    }

    private String answer(FunctionCall call) {
        return call.row(source, row -> row.text(call.name()));
    }
}
