package io.shiming.registration;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.shiming.fixture.ApiCaller;
import io.shiming.fixture.ApiCallers;
import io.shiming.fixture.ApiReply;
import io.shiming.fixture.InParallel;
import io.shiming.fixture.RegistrationForms;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class EventsTest {
    private static final int WRITERS = 8;
    private static final int EACH = 5;

    @Inject
    ApiCallers callers;

    @Test
    void aReaderWithACursorGetsEachEventOnceWhileEightWrite() {
        // Given
        var reader = new Reader(callers.named("provisioning-1-ridge"));
        reader.readToTheEnd();
        reader.seen.clear();
        var forms = Stream.generate(RegistrationForms::internet)
                .limit(WRITERS * EACH)
                .toList();
        var clerk = callers.named("clerk-1-ridge");
        // When
        var writing = CompletableFuture.supplyAsync(
                () -> InParallel.run(WRITERS, writer -> forms.subList(writer * EACH, (writer + 1) * EACH).stream()
                        .map(clerk::sign)
                        .toList()));
        while (!writing.isDone()) {
            reader.readToTheEnd();
        }
        reader.readToTheEnd();
        // Then
        var registered = writing.join().stream()
                .flatMap(List::stream)
                .map(answer -> answer.mustBe(201).registration())
                .toList();
        assertThat(reader.seen)
                .extracting(Seen::registration)
                .filteredOn(registered::contains) // a job may tell of others meanwhile
                .containsExactlyInAnyOrderElementsOf(registered);
        assertThat(reader.seen).extracting(Seen::id).doesNotHaveDuplicates();
        assertThat(reader.seen).extracting(Seen::position).isSorted().doesNotHaveDuplicates();
        forms.forEach(form -> reader.pages.forEach(page -> page.mustNotTell(form.personal())));
    }

    @Test
    void aPageReadAgainIsTheSamePage() {
        callers.named("clerk-1-ridge").sign(RegistrationForms.internet()).mustBe(201);
        var reader = callers.named("provisioning-1-ridge");
        assertThat(reader.events("0", 1).body()).isEqualTo(reader.events("0", 1).body());
    }

    @Test
    void atTheEndTheCursorStays() {
        // Given
        var reader = new Reader(callers.named("provisioning-1-ridge"));
        reader.readToTheEnd();
        // When
        var page =
                callers.named("provisioning-1-ridge").events(reader.cursor, 3).mustBe(200);
        // Then
        assertThat(page.json().at("/events").size()).isZero();
        assertThat(page.text("/cursor")).isEqualTo(reader.cursor);
    }

    @Test
    void anotherOperatorsEventsAreNotInTheFeed() {
        // Given
        var theirs = callers.clerk().sign(RegistrationForms.internet()).mustBe(201);
        var reader = new Reader(callers.named("provisioning-1-ridge"));
        // When
        reader.readToTheEnd();
        // Then
        assertThat(reader.seen).extracting(Seen::registration).doesNotContain(theirs.registration());
    }

    @ParameterizedTest
    @CsvSource({
        "after=-1, INVALID_ARGUMENT",
        "after=x, INVALID_ARGUMENT",
        "after=1234567890123456789, INVALID_ARGUMENT",
        "limit=0, OUT_OF_RANGE",
        "limit=501, OUT_OF_RANGE",
        "limit=%D9%A1, INVALID_ARGUMENT"
    })
    void aCursorOrLimitThatIsNoneIsRefused(String query, String code) {
        callers.provisioning().get(ApiCaller.EVENTS + "?" + query).mustRefuse(400, code);
    }

    private record Seen(long position, String id, String registration) {}

    /** Follows the feed in pages of three. */
    private static final class Reader {
        private final ApiCaller caller;
        private final List<Seen> seen = new ArrayList<>();
        private final List<ApiReply> pages = new ArrayList<>();
        private String cursor = "0";

        Reader(ApiCaller caller) {
            this.caller = caller;
        }

        void readToTheEnd() {
            ApiReply page;
            do {
                page = caller.events(cursor, 3).mustBe(200);
                pages.add(page);
                cursor = page.text("/cursor");
                page.json()
                        .at("/events")
                        .forEach(event -> seen.add(new Seen(
                                event.path("position").asLong(),
                                event.path("id").asText(),
                                event.path("registration").asText())));
            } while (page.json().at("/events").size() > 0);
        }
    }
}
