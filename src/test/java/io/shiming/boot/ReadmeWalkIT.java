package io.shiming.boot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.shiming.packaged.JsonLikeness;
import io.shiming.packaged.PackagedService;
import io.shiming.packaged.Walk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A newcomer who types what the README says, and then the walkthrough, sees what they say; {@link Walk} and {@link JsonLikeness}
 * say how.
 */
class ReadmeWalkIT {
    private static final String END_OF_STEP = "--- end of a step of the walk ---";
    private static final int WITHIN_SECONDS = 60;

    private final Path home;
    private final PackagedService service;

    ReadmeWalkIT(@TempDir Path home) {
        this.home = home;
        this.service = PackagedService.start(home);
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void everyStepOfReadmeAndWalkthroughAnswersAsPrinted() throws Exception {
        // An own small walk goes first: if it fails too, the extractor is at fault and not the README.
        assertAnswersAsPrinted(Files.readString(Path.of("src/test/resources/walk/example.md")));
        // The walkthrough goes on where the README ends: one shell, one service.
        var readme = Path.of(System.getProperty("shiming.readme"));
        var walkthrough = readme.resolveSibling("src/docs/walkthrough.md");
        assertAnswersAsPrinted(Files.readString(readme) + "\n" + Files.readString(walkthrough));
    }

    private void assertAnswersAsPrinted(String text) throws Exception {
        // Given
        var walk = Walk.of(text.replace("http://127.0.0.1:8080", service.base().toString())
                .replace("http://127.0.0.1:8481", service.issuer().toString()));
        // When
        List<String> outputs = List.of(typed(walk).split("\n" + END_OF_STEP + "\n", -1));
        // Then
        assertThat(outputs).as("every step ran").hasSize(walk.steps().size() + 1);
        for (int i = 0; i < walk.steps().size(); i++) {
            var step = walk.steps().get(i);
            if (step.answers()) {
                assertThat(JsonLikeness.differences(step.answer(), outputs.get(i)))
                        .as(step.script())
                        .isEmpty();
            }
        }
    }

    private String typed(Walk walk) throws IOException, InterruptedException {
        Path script = Files.writeString(home.resolve("walk.sh"), walk.script(END_OF_STEP), UTF_8);
        Path output = home.resolve("walk.out");
        Path errors = home.resolve("walk.err");
        Process shell = new ProcessBuilder("bash", script.toString())
                .directory(home.toFile())
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start();
        try {
            assertThat(shell.waitFor(WITHIN_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(shell.exitValue())
                    .as(Files.readString(output) + Files.readString(errors))
                    .isZero();
            return Files.readString(output);
        } finally {
            shell.destroyForcibly();
        }
    }
}
