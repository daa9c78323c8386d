package io.shiming.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.shiming.fixture.ApiCallers;
import io.shiming.fixture.ApiReply;
import io.shiming.fixture.RegistrationForms;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** After a restore a reader may hold a cursor that the feed has not reached: it is told so. */
@QuarkusTest
@Tag("case-A6")
class CursorsTest {
    @Inject
    ApiCallers callers;

    @ParameterizedTest
    @CsvSource({
        "provisioning-1, /v1/events?after=",
        "officer-1, /v1/alarms?after=",
        "provisioning-1, /v1/legacy-registrations?after="
    })
    void aCursorBeyondTheNewestRowIsUnknown(String user, String feed) {
        callers.clerk().sign(RegistrationForms.mobile()).mustBe(201);
        var reader = callers.named(user);
        reader.get(feed + "999999999999").mustRefuse(409, "CURSOR_UNKNOWN");
        reader.get(feed + "0").mustBe(200);
    }

    @ParameterizedTest
    @CsvSource({"provisioning-1, /v1/events?after=", "provisioning-1, /v1/legacy-registrations?after="})
    void theLastCursorIsKnown(String user, String feed) {
        callers.provisioning()
                .bringIn(RegistrationForms.legacy(RegistrationForms.mobile()))
                .mustBe(201);
        var reader = callers.named(user);
        var cursor = "0";
        ApiReply page;
        do {
            page = reader.get(feed + cursor).mustBe(200);
            var next = page.text("/cursor");
            if (next.equals(cursor)) break;
            cursor = next;
        } while (true);
        assertThat(cursor).isNotEqualTo("0");
        reader.get(feed + cursor).mustBe(200);
    }
}
