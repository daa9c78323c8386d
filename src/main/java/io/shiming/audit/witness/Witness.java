package io.shiming.audit.witness;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.shiming.audit.HeadStore;
import io.shiming.audit.note.CosignerKey;
import io.shiming.audit.note.NoteKey;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The witness's server: {@code POST /add-checkpoint} (C2SP tlog-witness). It may stand in the open: it answers with
 * nothing but signatures, and works only for the logs whose keys it was started with.
 */
public final class Witness implements AutoCloseable {
    private static final int MOST_BYTES = 64 * 1024;
    private static final int MOST_DROPPED = 1024 * 1024;
    private static final int THREADS = 4;
    private static final int FAILED = 500;

    private final Map<String, WitnessedLog> logs = new HashMap<>();
    private final WitnessKey key;
    private final Clock clock;
    private final HttpServer server;
    private final ExecutorService workers = Executors.newFixedThreadPool(THREADS);

    private Witness(Path directory, String name, List<NoteKey> logs, InetSocketAddress address, Clock clock)
            throws IOException {
        this.key = WitnessKey.in(directory, name);
        this.clock = clock;
        for (var log :
                logs.stream().collect(Collectors.groupingBy(NoteKey::name)).values()) {
            this.logs.put(log.get(0).name(), known(directory, log));
        }
        this.server = HttpServer.create(address, 0);
        server.setExecutor(workers);
        server.createContext("/add-checkpoint", this::answer);
    }

    /**
     * Starts a witness. Its directory, which must exist, holds its key and what it has seen of each log; losing it makes
     * another witness.
     *
     * @param name name of its key
     * @param logs verifier keys of the logs it works for; several of one name are one log whose key is being replaced
     */
    public static Witness start(Path directory, String name, List<NoteKey> logs, InetSocketAddress address, Clock clock)
            throws IOException {
        if (!Files.isDirectory(directory)) throw new IOException("the witness's directory is missing");
        var witness = new Witness(directory, name, logs, address, clock);
        witness.server.start();
        return witness;
    }

    /** The key that logs and auditors pin. */
    public CosignerKey key() {
        return key.publicKey();
    }

    /** The port it listens on. */
    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
    }

    /** The signature line for a submission that may have it. */
    private String cosigned(HttpExchange exchange) throws Refused, IOException {
        if (!exchange.getRequestMethod().equals("POST")) throw new Refused(Refused.MALFORMED, "POST a checkpoint\n");
        var sent = exchange.getRequestBody();
        byte[] body = sent.readNBytes(MOST_BYTES + 1);
        if (body.length > MOST_BYTES) {
            sent.skip(MOST_DROPPED); // a connection closed on unread bytes loses the answer
            throw new Refused(Refused.MALFORMED, "too long\n");
        }
        var submission = Submission.parse(new String(body, UTF_8));
        @Nullable WitnessedLog log = logs.get(submission.checkpoint().origin());
        if (log == null) throw new Refused(Refused.UNKNOWN_LOG, "unknown log\n");
        log.accept(submission);
        return key.cosign(submission.note(), clock.instant());
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            judge(exchange);
        }
    }

    private void judge(HttpExchange exchange) throws IOException {
        try {
            send(exchange, 200, cosigned(exchange));
        } catch (Refused refused) {
            if (refused.status() == Refused.CONFLICT) {
                exchange.getResponseHeaders().set("Content-Type", "text/x.tlog.size");
            }
            send(exchange, refused.status(), String.valueOf(refused.getMessage()));
        } catch (IOException | RuntimeException e) { // nothing was cosigned; the log comes again
            send(exchange, FAILED, "failed\n");
        }
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static WitnessedLog known(Path directory, List<NoteKey> log) throws IOException {
        var own = directory.resolve(log.get(0).name().replaceAll("[^a-z0-9.-]", "_"));
        Files.createDirectories(own);
        return new WitnessedLog(log, new HeadStore(own));
    }
}
