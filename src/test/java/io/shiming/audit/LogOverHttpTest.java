package io.shiming.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.shiming.audit.tree.Hash;
import io.shiming.fixture.ApiCaller;
import io.shiming.fixture.ApiCallers;
import io.shiming.fixture.InParallel;
import io.shiming.fixture.RegistrationForms;
import io.shiming.fixture.Superuser;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The log as it is handed out over HTTP (C2SP tlog-tiles). */
@QuarkusTest
class LogOverHttpTest {
    private static final String ENTRIES = "/audit/v1/tile/entries/";
    private static final String HASHES = "/audit/v1/tile/0/";

    @Inject
    ApiCallers callers;

    @Inject
    Superuser superuser;

    private ApiCaller regulator;
    private long size;

    @BeforeEach
    void aLogOfMoreThanATile() {
        regulator = callers.named("regulator-1");
        while (superuser.number("SELECT count(*) FROM audit.entry") < 260) {
            InParallel.run(8, caller -> callers.provisioning()
                    .lineStatus(RegistrationForms.line(RegistrationForms.mobile()))
                    .mustBe(200));
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> published() >= 260);
        size = published();
    }

    @Test
    void aFullBundleHoldsTheEntriesWhoseHashesAreInItsTile() {
        var bundle = entriesOf(regulator.raw(ENTRIES + "000"));
        assertThat(bundle).hasSize(256);
        assertThat(bundle.stream().map(Hash::ofLeaf).toList()).isEqualTo(hashes("000"));
        assertThat(bundle.get(255)).startsWith('{').endsWith('}');
    }

    @Test
    void aPartialBundleIsTheBeginningOfTheFullOne() {
        var full = regulator.raw(ENTRIES + "000").asByteArray();
        for (int width : new int[] {1, 2, 255}) {
            var partial = regulator.raw(ENTRIES + "000.p/" + width);
            assertThat(entriesOf(partial)).hasSize(width);
            assertThat(full).startsWith(partial.asByteArray());
            assertThat(hashes("000.p/" + width)).hasSize(width);
        }
    }

    @Test
    void eachBundleHandedOutIsAnEntryAndIsKeptInNoCache() {
        // When
        var answer = regulator.raw(ENTRIES + "000.p/7");
        // Then
        assertThat(answer.header("Content-Type")).isEqualTo("application/octet-stream");
        assertThat(answer.headers().getValues("Cache-Control")).containsExactly("no-store"); // else a read were unseen
        var receipt = answer.header("Audit-Entry").split(" ");
        assertThat(superuser.texts(
                        "SELECT act || decision || encode(leaf_hash, 'hex') || convert_from(bytes, 'UTF8')"
                                + " FROM audit.entry WHERE entry_id = ?::uuid",
                        receipt[0]))
                .singleElement()
                .asString()
                .startsWith("AUDIT_EXPORTEDALLOWED" + receipt[1])
                .contains("\"count\":7", "\"fields\":[\"tile/entries/000.p/7\"]");
    }

    @Test
    void aFullTileOfHashesMayBeKeptForGoodAndAPartialOneNot() {
        var auditor = callers.auditor();
        assertThat(auditor.raw(HASHES + "000").headers().getValues("Cache-Control"))
                .containsExactly("private, max-age=31536000, immutable");
        assertThat(auditor.raw(HASHES + "000.p/5").headers().getValues("Cache-Control"))
                .containsExactly("no-store");
        assertThat(ApiCaller.anonymous().raw("/audit/v1/checkpoint").headers().getValues("Cache-Control"))
                .containsExactly("no-store");
    }

    @Test
    void whatIsBeyondTheEndIsNotThere() {
        long last = size / 256;
        int width = (int) (size % 256);
        if (width > 0) {
            assertThat(regulator.raw(ENTRIES + name(last) + ".p/" + width).statusCode())
                    .isEqualTo(200);
        }
        for (var beyond : List.of(name(last + 9), name(last + 9) + ".p/1", "x001/000", "x999/x999/x999/x999/999")) {
            regulator.get(ENTRIES + beyond).mustRefuse(404, "NOT_FOUND");
            callers.auditor().get(HASHES + beyond).mustRefuse(404, "NOT_FOUND");
        }
        callers.auditor().get("/audit/v1/tile/7/000.p/1").mustRefuse(404, "NOT_FOUND");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "00",
                "0000",
                "x000/000",
                "000.p/0",
                "000.p/00",
                "000.p/01",
                "000.p/256",
                "000.p/999",
                "000.p/-1",
                "000.p/",
                "000.p",
                "000.q/1",
                "x00/000",
                "x/000",
                "x001x/000",
                "xx1/000",
                "x001//000",
                "x001/",
                "000/000",
                "../000",
                "%2e%2e/000",
                "..%2f..%2fcheckpoint",
                "000%00",
                "000%0d%0a",
                "000.p/1/../000",
                "%30%30%30%2ep/x",
                "x999/x999/x999/x999/x999/x999/x999/999",
                "99999999999999999999",
                "-01",
                "+01",
                "0x1",
                "1e2",
                "000;v=1/..",
                "%D9%A0%D9%A0%D9%A0"
            })
    void aPathThatIsNoTilesIsRefusedAndTellsNothing(String name) {
        for (var path : List.of(ENTRIES + name, HASHES + name)) {
            var caller = path.startsWith(ENTRIES) ? regulator : callers.auditor();
            var answer = caller.raw(path);
            assertThat(answer.statusCode()).as(path).isIn(400, 404);
            assertThat(answer.asByteArray().length).isLessThan(300);
            assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/000", "000/", "./000", "x001/../000"})
    void aPathThatIsATilesInAnotherSpellingIsThatTileOrNothing(String name) {
        var tile = callers.auditor().raw(HASHES + "000").asByteArray();
        var answer = callers.auditor().raw(HASHES + name);
        if (answer.statusCode() == 200) assertThat(answer.asByteArray()).isEqualTo(tile);
        else assertThat(answer.statusCode()).isIn(400, 404);
    }

    @Test
    void aPathOfManyThousandCharactersIsRefused() {
        for (var name : List.of("0".repeat(3_000), "x001/".repeat(600) + "000")) {
            assertThat(regulator.raw(ENTRIES + name).statusCode()).isIn(400, 404, 414);
        }
        for (var level : List.of("8", "9", "10", "-1", "00")) {
            assertThat(callers.auditor().raw("/audit/v1/tile/" + level + "/000").statusCode())
                    .isIn(400, 404);
        }
    }

    private List<Hash> hashes(String name) {
        return Hash.split(callers.auditor().raw(HASHES + name).asByteArray());
    }

    private static List<byte[]> entriesOf(Response answer) {
        assertThat(answer.statusCode()).isEqualTo(200);
        var bundle = ByteBuffer.wrap(answer.asByteArray());
        var entries = new ArrayList<byte[]>();
        while (bundle.hasRemaining()) {
            int length = Short.toUnsignedInt(bundle.getShort());
            entries.add(Arrays.copyOfRange(bundle.array(), bundle.position(), bundle.position() + length));
            bundle.position(bundle.position() + length);
        }
        return entries;
    }

    private static long published() {
        var answer = ApiCaller.anonymous().get("/audit/v1/checkpoint");
        return answer.status() == 200 ? Long.parseLong(answer.body().split("\n", -1)[1]) : 0;
    }

    private static String name(long index) {
        return "%03d".formatted(index);
    }
}
