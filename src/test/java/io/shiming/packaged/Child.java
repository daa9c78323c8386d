package io.shiming.packaged;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How the jar under test is run: this Java, nothing inherited that could be a setting, temporary files where told. */
public final class Child {
    private final Path home;
    private String jar = "";
    private final List<String> command = new ArrayList<>();

    public Child(Path home) {
        this.home = home;
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // Two busy cores: the short way to the first answer matters more than the speed of the thousandth.
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx384m"));
        with("java.io.tmpdir", home);
        with("quarkus.management.port", 0); // a later setting of the same property replaces this one
        // One clerk is refused for a whole crowd, and one auditor sees all of it in full.
        for (var window : List.of("probes-per-hour", "probes-per-day", "unmasked-per-hour", "unmasked-per-day")) {
            with("shiming.access.quota." + window, 0);
        }
        with("shiming.access.quota.person-per-day", 1_000_000);
        with("shiming.admission.calls-per-actor", 250); // crowds of callers have one token here
    }

    public Child with(String property, Object value) {
        command.add("-D" + property + "=" + value);
        return this;
    }

    /** Another build than the one under test. */
    Child of(Path otherJar) {
        jar = otherJar.toString();
        return this;
    }

    /** Both of its outputs in one. */
    public Process run(String... arguments) {
        return started(builder(arguments).redirectErrorStream(true));
    }

    /** Its two outputs apart, in these files. */
    public Process run(Path output, Path errors, String... arguments) {
        return started(builder(arguments).redirectOutput(output.toFile()).redirectError(errors.toFile()));
    }

    private ProcessBuilder builder(String... arguments) {
        command.add("-jar");
        command.add(jar.isEmpty() ? jar() : jar);
        command.addAll(Arrays.asList(arguments));
        var builder = new ProcessBuilder(command).directory(home.toFile());
        builder.environment().keySet().removeIf(Child::couldBeASetting);
        return builder;
    }

    private static Process started(ProcessBuilder builder) {
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean couldBeASetting(String variable) {
        return List.of("QUARKUS_", "SHIMING_", "MP_", "SMALLRYE_", "JAVA_TOOL_OPTIONS").stream()
                .anyMatch(variable::startsWith);
    }

    private static String jar() {
        String jar = System.getProperty("shiming.jar");
        if (jar == null || !Path.of(jar).toFile().isFile()) {
            throw new IllegalStateException("shiming.jar names no file: run the tests of the jar by 'mvn verify'");
        }
        return jar;
    }
}
