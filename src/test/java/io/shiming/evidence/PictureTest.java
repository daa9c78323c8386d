package io.shiming.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of an image before it is sealed (decision 055). */
@DisplayName("B7: images")
class PictureTest {
    private static final long REFUSED_WITHIN = 200_000_000; // nanoseconds
    private static final long MEMORY = 64 * 1024 * 1024;

    static Stream<Arguments> refused() {
        return Specimen.refused().entrySet().stream().map(each -> Arguments.of(each.getKey(), each.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void whatIsNoPictureIsRefusedAtOnceAndCheaply(String what, byte[] file) {
        mustRefuse(file); // the classes are loaded
        // When
        long quickest = Long.MAX_VALUE;
        long before = allocated();
        for (int i = 0; i < 3; i++) {
            long start = System.nanoTime();
            mustRefuse(file);
            quickest = Math.min(quickest, System.nanoTime() - start);
        }
        // Then
        assertThat(quickest).as(what).isLessThan(REFUSED_WITHIN);
        assertThat((allocated() - before) / 3).as(what).isLessThan(MEMORY);
    }

    static Stream<Arguments> taken() {
        return Specimen.takenWithoutTheRest().entrySet().stream()
                .map(each -> Arguments.of(each.getKey(), each.getValue()));
    }

    @Tag("case-B9")
    @ParameterizedTest(name = "{0}")
    @MethodSource("taken")
    void bytesThatAreNotThePicturesAreDroppedUnread(String what, byte[] file) {
        var kept = Picture.redrawn(file, List.of());
        assertThat(PictureFormat.of(kept)).isEqualTo(PictureFormat.JPEG);
        assertThat(Specimen.read(kept).getWidth()).isEqualTo(Specimen.read(file).getWidth());
        assertThat(PictureFormat.JPEG.bare(kept).bytes()).hasSize(kept.length);
        assertThat(new String(kept, StandardCharsets.ISO_8859_1))
                .doesNotContain("SEFH")
                .doesNotContain("PK\3\4");
    }

    @Tag("case-B9")
    @Test
    void aPictureOfSixteenBitColoursIsDecodedWithinTheBound() {
        var size = new PictureSize(3_999, 3_999, 8);
        assertThat(size.step(2_000)).isEqualTo(2);
        assertThat(size.mebibytes(2_000)).isLessThan(96);
        assertThat(new PictureSize(20_000, 2_000, 8).step(2_000)).isEqualTo(10);
        assertThat(new PictureSize(640, 480, 3).step(2_000)).isEqualTo(1);
    }

    @Tag("case-B9")
    @Test
    void aPictureWithAScanForEachColourIsHeldWholeAndBoundedLikeAProgressiveOne() {
        var bare = PictureFormat.JPEG.bare(Specimen.scanForEachColour(4_000, 4_000));
        assertThat(bare.size.mebibytes(2_000)).isGreaterThan(4_000 * 4_000 * 6 / 1024 / 1024);
        assertThat(PictureFormat.JPEG.bare(Specimen.jpeg(4_000, 4_000)).size.mebibytes(2_000))
                .isLessThan(96);
        var larger = Specimen.scanForEachColour(5_000, 5_000);
        assertThatThrownBy(() -> PictureFormat.JPEG.bare(larger))
                .isInstanceOfSatisfying(
                        Problem.class, refusal -> assertThat(refusal.code()).isEqualTo(Code.IMAGE_NOT_ACCEPTED));
    }

    @Test
    void decompressionBombsDoNotGrowTheProcess() throws IOException {
        var bombs = Specimen.refused().values();
        bombs.forEach(PictureTest::mustRefuse);
        long least = Long.MAX_VALUE;
        for (int time = 0; time < 3 && least >= MEMORY; time++) { // the heap may grow for reasons of its own
            least = Math.min(least, growth(() -> bombs.forEach(PictureTest::mustRefuse)));
        }
        assertThat(least).isLessThan(MEMORY);
    }

    @Test
    void damagedJpegIsKeptOrRefused() {
        var jpeg = Specimen.jpeg(40, 30);
        var random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            var bent = jpeg.clone();
            bent[random.nextInt(bent.length)] = (byte) random.nextInt(256);
            eitherKeptOrRefused(bent);
        }
    }

    @Test
    void damagedPngIsKeptOrRefused() {
        var png = Specimen.png(40, 30);
        var random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            var bent = png.clone();
            bent[random.nextInt(bent.length)] ^= (byte) (1 << random.nextInt(8));
            eitherKeptOrRefused(bent);
        }
    }

    @ParameterizedTest
    @CsvSource({"640, 480, 640, 480", "3999, 1000, 2000, 500", "1200, 4800, 500, 2000", "1, 1, 1, 1"})
    void whatIsKeptIsNoLargerThanItNeedsToBe(int width, int height, int keptWidth, int keptHeight) {
        for (var sent : List.of(
                Specimen.jpeg(width, height), Specimen.png(width, height), Specimen.progressive(width, height))) {
            var kept = Picture.redrawn(sent, List.of());
            var image = Specimen.read(kept);
            assertThat(image.getWidth()).isEqualTo(keptWidth);
            assertThat(image.getHeight()).isEqualTo(keptHeight);
            assertThat(kept.length).isLessThanOrEqualTo(Picture.KEPT_BYTES);
            assertThat(PictureFormat.of(kept)).isEqualTo(PictureFormat.JPEG);
        }
    }

    @Test
    void aPictureOfFortyMegapixelsIsTaken() {
        var image = Specimen.read(Picture.redrawn(Specimen.jpeg(7_700, 5_190), List.of()));
        assertThat(image.getWidth()).isEqualTo(2_000);
    }

    @Test
    void colourSurvives() {
        var image = Specimen.read(Picture.redrawn(Specimen.jpeg(400, 300), List.of()));
        int middle = image.getRGB(200, 150);
        assertThat(middle & 0xFF).isGreaterThan(200);
        assertThat(middle >> 16 & 0xFF).isLessThan(60);
    }

    @Test
    @DisplayName("V5.4.1: place and device of a photo are removed")
    void cameraDataAndCommentsAreNotKept() {
        var sent = Specimen.withCameraData(Specimen.jpeg(200, 150), "CANARY", 160);
        var kept = new String(Picture.redrawn(sent, List.of()), StandardCharsets.ISO_8859_1);
        assertThat(new String(sent, StandardCharsets.ISO_8859_1)).contains("CANARY", "Exif");
        assertThat(kept).doesNotContain("CANARY").doesNotContain("Exif");
    }

    /** Where the standard says that the first row and the first column are to be seen. */
    @ParameterizedTest
    @CsvSource({
        "1, top left, top right",
        "2, top right, top left",
        "3, bottom right, bottom left",
        "4, bottom left, bottom right",
        "5, top left, bottom left",
        "6, top right, bottom right",
        "7, bottom right, top right",
        "8, bottom left, top left",
        "0, top left, top right",
        "9, top left, top right"
    })
    void aPhotoIsTurnedAsTheCameraWasHeld(int value, String red, String green) {
        var stored = Specimen.corners(160, 120);
        var jpeg = Specimen.written(stored, "jpeg", false);
        for (var sent : List.of(
                Specimen.held(jpeg, value, false),
                Specimen.held(jpeg, value, true),
                Specimen.heldPng(Specimen.written(stored, "png", false), value))) {
            var kept = Picture.redrawn(sent, List.of());
            var image = Specimen.read(kept);
            boolean lying = value > 4 && value < 9;
            assertThat(image.getWidth()).isEqualTo(lying ? 120 : 160);
            assertThat(image.getHeight()).isEqualTo(lying ? 160 : 120);
            assertThat(colour(image, red)).isEqualTo("red");
            assertThat(colour(image, green)).isEqualTo("green");
            assertThat(new String(kept, StandardCharsets.ISO_8859_1))
                    .as("it is turned once only")
                    .doesNotContain("Exif")
                    .doesNotContain("eXIf");
        }
    }

    private static String colour(BufferedImage image, String corner) {
        int x = corner.endsWith("left") ? image.getWidth() / 4 : image.getWidth() * 3 / 4;
        int y = corner.startsWith("top") ? image.getHeight() / 4 : image.getHeight() * 3 / 4;
        var colour = new Color(image.getRGB(x, y));
        if (colour.getRed() > 200) return colour.getGreen() > 200 ? "white" : "red";
        return colour.getGreen() > 200 ? "green" : "blue";
    }

    @Test
    void damagedCameraDataIsKeptOrRefused() {
        var held = Specimen.held(Specimen.jpeg(40, 30), 6, true);
        var random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            var bent = held.clone();
            bent[4 + random.nextInt(46)] = (byte) random.nextInt(256);
            eitherKeptOrRefused(bent);
        }
    }

    @Test
    @DisplayName("a stamp is seen below the image and across it")
    @Tag("R-9c")
    void aStampIsSeen() {
        var plain = Specimen.read(Picture.redrawn(Specimen.jpeg(900, 600), List.of()));
        var stamped = Specimen.read(
                Picture.redrawn(Specimen.jpeg(900, 600), List.of("harbour-telecom", "REGISTRATION", "2026-11-22")));
        assertThat(stamped.getHeight()).isGreaterThan(plain.getHeight());
        int changed = 0;
        for (int x = 0; x < 900; x++) {
            for (int y = 0; y < 600; y++) {
                changed += distance(plain.getRGB(x, y), stamped.getRGB(x, y)) > 40 ? 1 : 0;
            }
        }
        assertThat(changed).isGreaterThan(900 * 600 / 200);
        int red = 0;
        for (int y = plain.getHeight(); y < stamped.getHeight(); y++) {
            for (int x = 0; x < 900; x++) {
                int colour = stamped.getRGB(x, y);
                red += (colour >> 16 & 0xFF) > 120 && (colour & 0xFF) < 90 ? 1 : 0;
            }
        }
        assertThat(red).isGreaterThan(500);
    }

    @Test
    void aStampThatNoFontCanWriteIsWrittenPlainer() {
        assertThat(Stamp.writable("\uE000", "plain")).isEqualTo("plain");
        assertThat(Stamp.writable("Harbour", "plain")).isEqualTo("Harbour");
    }

    private static int distance(int one, int other) {
        return Math.abs((one >> 16 & 0xFF) - (other >> 16 & 0xFF)) + Math.abs((one & 0xFF) - (other & 0xFF));
    }

    private static void mustRefuse(byte[] file) {
        assertThatThrownBy(() -> Picture.redrawn(file, List.of()))
                .isInstanceOfSatisfying(
                        Problem.class, refusal -> assertThat(refusal.code()).isEqualTo(Code.IMAGE_NOT_ACCEPTED));
    }

    private static void eitherKeptOrRefused(byte[] file) {
        try {
            assertThat(Picture.redrawn(file, List.of())).isNotEmpty();
        } catch (Problem refusal) {
            assertThat(refusal.code()).isEqualTo(Code.IMAGE_NOT_ACCEPTED);
        }
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    private static long growth(Runnable attack) throws IOException {
        System.gc();
        long before = resident();
        for (int i = 0; i < 20; i++) {
            attack.run();
        }
        return resident() - before;
    }

    private static long resident() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .map(line -> Map.entry(line, line.replaceAll("[^0-9]", "")))
                .mapToLong(line -> Long.parseLong(line.getValue()) * 1024)
                .findFirst()
                .orElseThrow();
    }
}
