package io.shiming.registration;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.shiming.packaged.Needles;
import io.shiming.packaged.PackagedService;
import io.shiming.packaged.Search;
import io.shiming.packaged.Shop;
import io.shiming.packaged.SigningBurst;
import io.shiming.packaged.SyntheticPerson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Test E9, a number to report: how many of ten thousand people are left among the live objects of the service a minute
 * after they signed. No Java program can promise none; this one must not keep them.
 */
@Tag("heavy")
class HeapAfterLoadIT {
    private static final List<SyntheticPerson> CANARIES = SyntheticPerson.from(20_000, 10_000);
    private static final int WAVE = 1_000;

    @Test
    void heapHoldsAlmostNoPersonAMinuteAfterTheLoad(@TempDir Path home, @TempDir Path dumps) throws Exception {
        try (var service = PackagedService.start(home)) {
            // Given
            var shop = new Shop(service);
            for (int from = 0; from < CANARIES.size(); from += WAVE) {
                var wave = CANARIES.subList(from, from + WAVE);
                try (var rush = new SigningBurst(shop, wave, WAVE)) {
                    rush.untilEnough();
                }
                for (var person : wave.subList(0, 100)) shop.lookUp(person);
            }
            // When
            TimeUnit.SECONDS.sleep(60); // the minute of the test's definition
            var dump = dumps.resolve("live.hprof");
            var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
            var made = new ProcessBuilder(
                            jcmd.toString(), Long.toString(service.pid()), "GC.heap_dump", dump.toString())
                    .inheritIO()
                    .start();
            assertThat(made.waitFor()).isZero();
            assertThat(Files.size(dump)).isPositive();
            // Then
            var hits = Search.under(dumps, needles()).hits();
            System.out.println("canaries in live objects: " + hits.size() + " " + hits);
            assertThat(hits.size()).isLessThan(CANARIES.size() / 100);
        }
    }

    private static Needles needles() {
        var needles = new Needles();
        for (var person : CANARIES) {
            needles.add(person.documentNumber.getBytes(ISO_8859_1), "document of " + person);
            needles.add(person.documentNumber.getBytes(UTF_16LE), "document of " + person + " in two bytes");
            needles.add(person.name.getBytes(UTF_16LE), "name of " + person);
            needles.add(person.name.getBytes(UTF_8), "name of " + person + " as UTF-8");
        }
        return needles;
    }
}
