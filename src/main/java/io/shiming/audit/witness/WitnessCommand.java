package io.shiming.audit.witness;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.shiming.audit.note.NoteKey;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * The command line {@code witness --dir D --port P --name N --log VKEY [--log VKEY ...] [--host H]}: runs until the process
 * is ended. Exit status 2 if it cannot start.
 */
public final class WitnessCommand {
    private static final String USAGE =
            "witness --dir DIRECTORY --port PORT --name NAME --log VERIFIER-KEY [--log ...] [--host ADDRESS]";
    private static final String REQUEST_SECONDS = "sun.net.httpserver.maxReqTime"; // a slow sender is cut off

    private Path directory = Path.of("");
    private String host = "127.0.0.1";
    private int port = -1;
    private String name = "";
    private final List<NoteKey> logs = new ArrayList<>();

    private WitnessCommand() {}

    /** Starts the witness that the words after {@code witness} describe; answers once it listens. */
    public static void run(List<String> words, Clock clock) {
        var out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, UTF_8);
        try {
            System.setProperty(REQUEST_SECONDS, "10");
            var witness = read(words).start(clock);
            out.println("witness " + witness.key() + " on port " + witness.port());
        } catch (IllegalArgumentException | IOException e) {
            out.println(e.getMessage() + "\n" + USAGE);
            System.exit(2);
        }
    }

    private Witness start(Clock clock) throws IOException {
        if (name.isEmpty() || logs.isEmpty() || port < 0) throw new IllegalArgumentException("something is missing");
        return Witness.start(directory, name, logs, new InetSocketAddress(host, port), clock);
    }

    private static WitnessCommand read(List<String> words) {
        if (words.size() % 2 != 0) throw new IllegalArgumentException("each option has a value");
        var command = new WitnessCommand();
        for (int i = 0; i < words.size(); i += 2) command.option(words.get(i), words.get(i + 1));
        return command;
    }

    private void option(String option, String value) {
        switch (option) {
            case "--dir" -> directory = Path.of(value);
            case "--host" -> host = value;
            case "--port" -> port = Integer.parseInt(value);
            case "--name" -> name = value;
            case "--log" -> logs.add(NoteKey.parse(value));
            default -> throw new IllegalArgumentException("no such option: " + option);
        }
    }
}
