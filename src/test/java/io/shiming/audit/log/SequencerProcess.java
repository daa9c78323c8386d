package io.shiming.audit.log;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** A sequencer in a process of its own, which can be killed. */
final class SequencerProcess implements AutoCloseable {
    private final Process process;

    private SequencerProcess(Process process) {
        this.process = process;
    }

    static SequencerProcess on(AuditDatabase database, Path heads) throws Exception {
        var classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var builder = new ProcessBuilder(
                List.of(java, "-Xmx128m", SequencerProcess.class.getName(), database.address(), heads.toString()));
        builder.environment().putAll(Map.of("CLASSPATH", classes));
        return new SequencerProcess(builder.redirectErrorStream(true)
                .redirectOutput(heads.resolve("sequencer.log").toFile())
                .start());
    }

    /** Arguments: address of the database, directory of the head. Sequences until it is killed. */
    public static void main(String[] arguments) throws SQLException {
        var database = AuditDatabase.at(arguments[0]);
        var bench = new SequencerBench(database, Path.of(arguments[1]), Clock.systemUTC());
        while (true) bench.sequencer.runOnce();
    }

    /** SIGKILL. */
    void kill9() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    boolean runs() {
        return process.isAlive();
    }

    @Override
    public void close() throws InterruptedException {
        kill9();
    }
}
