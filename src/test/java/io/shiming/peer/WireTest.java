package io.shiming.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.shiming.peer.Unusable.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireTest {
    private static final int LARGEST = 16 * 1024;
    private static final int MORE_THAN_ARE_KEPT_OPEN = 40;
    private static final int AT_ONCE = 60;

    private final HttpServer server;
    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final AtomicInteger followed = new AtomicInteger();
    private final Wire wire = new Wire(Duration.ofSeconds(10), PeerTrust.system());

    WireTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/elsewhere", exchange -> {
            followed.incrementAndGet();
            answer(exchange, 200, "stolen");
        });
        server.setExecutor(workers);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        workers.shutdownNow();
    }

    @Test
    void anAnswerOfTheLargestSizeIsRead() throws Exception {
        server.createContext("/", exchange -> answer(exchange, 200, "x".repeat(LARGEST)));
        assertThat(wire.get(address())).hasSize(LARGEST);
    }

    @Test
    void answerOverTheLimitIsRefused() {
        server.createContext("/", exchange -> answer(exchange, 200, "x".repeat(LARGEST + 1)));
        assertThat(refusal(address())).isEqualTo(Reason.OVERSIZE);
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 204, 400, 401, 404, 500, 503})
    void onlyStatus200IsAnAnswer(int status) {
        server.createContext("/", exchange -> answer(exchange, status, ""));
        assertThat(refusal(address())).isEqualTo(Reason.STATUS);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 308})
    void aRedirectIsNotFollowed(int status) {
        server.createContext("/", exchange -> {
            exchange.getResponseHeaders().set("Location", "/elsewhere");
            answer(exchange, status, "");
        });
        assertThat(refusal(address())).isEqualTo(Reason.STATUS);
        assertThat(followed).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/status", "/empty", "/oversize", "/elsewhere-first"})
    void answersThatDoNotCountLeaveTheConnectionsToTheNext(String path) throws Exception {
        server.createContext("/status", exchange -> answer(exchange, 503, "x".repeat(LARGEST / 2)));
        server.createContext("/empty", exchange -> answer(exchange, 204, ""));
        server.createContext("/oversize", exchange -> answer(exchange, 200, "x".repeat(8 * LARGEST)));
        server.createContext("/elsewhere-first", exchange -> answer(exchange, 302, "elsewhere"));
        server.createContext("/good", exchange -> answer(exchange, 200, "good"));
        for (int i = 0; i < MORE_THAN_ARE_KEPT_OPEN; i++) {
            assertThat(refusal(address().resolve(path))).isIn(Reason.STATUS, Reason.OVERSIZE);
        }
        assertThat(wire.get(address().resolve("/good"))).isEqualTo("good");
    }

    @Test
    void asManyAsAskAreAskedForAtOnce() throws Exception {
        var all = new CyclicBarrier(AT_ONCE);
        server.createContext("/", exchange -> {
            try {
                all.await(30, TimeUnit.SECONDS); // no request is answered before the last one has come
            } catch (Exception e) {
                throw new IOException(e);
            }
            answer(exchange, 200, "good");
        });
        var asking = new ArrayList<Callable<String>>(Collections.nCopies(AT_ONCE, () -> wire.get(address())));
        assertThat(workers.invokeAll(asking))
                .allSatisfy(answer -> assertThat(answer.get()).isEqualTo("good"));
    }

    @Test
    void anEndlessHeaderIsNoAnswer() {
        server.createContext("/", exchange -> {
            exchange.getResponseHeaders().set("X", "x".repeat(LARGEST));
            answer(exchange, 200, "good");
        });
        assertThat(refusal(address())).isEqualTo(Reason.UNREACHABLE);
    }

    @Test
    void aServerThatNeverAnswersIsTooSlow() throws Exception {
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var hasty = new Wire(Duration.ofMillis(500), PeerTrust.system());
            assertThat(refusal(hasty, URI.create("http://127.0.0.1:" + silent.getLocalPort() + "/")))
                    .isEqualTo(Reason.TOO_SLOW);
        }
    }

    @Test
    void closedPortIsUnreachable() {
        URI address = address();
        server.stop(0);
        assertThat(refusal(address)).isEqualTo(Reason.UNREACHABLE);
    }

    @Test
    void aQuestionArrivesAsJsonInUtf8() throws Exception {
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            answer(exchange, 200, exchange.getRequestHeaders().getFirst("Content-Type") + " " + body);
        });
        assertThat(wire.post(address(), "{\"name\":\"测𬎆\"}")).isEqualTo("application/json {\"name\":\"测𬎆\"}");
    }

    private Reason refusal(URI address) {
        return refusal(wire, address);
    }

    private static Reason refusal(Wire wire, URI address) {
        return catchThrowableOfType(Unusable.class, () -> wire.get(address)).reason();
    }

    private URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        try (exchange) {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
