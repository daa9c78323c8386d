package io.shiming.trial;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A small HTTP server on 127.0.0.1 for the stand-ins; not for anything that is not a stand-in. */
final class Loopback implements AutoCloseable {
    private static final int LARGEST_REQUEST = 64 * 1024;

    static { // else the second packet of an answer waits for the ACK of the first, which is 40 ms late (Nagle)
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    /** Answers one request. */
    interface Page {
        void answer(HttpExchange exchange) throws IOException;

        /** Whether others would have to wait for it, so that it gets a thread of its own. */
        default boolean lengthy() {
            return false;
        }
    }

    private final HttpServer server;
    private final ExecutorService workers;

    /** Listens on this port, or on any free one if it is 0 or taken. */
    Loopback(int port, String name) {
        server = listen(port);
        workers = Executors.newCachedThreadPool(task -> {
            var thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
        server.start(); // pages are answered by the thread that reads: a worker each would cost twice the time
    }

    private static HttpServer listen(int port) {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (BindException taken) {
            return listen(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds a page at this exact path; a request it throws on, or of another path, gets an error and no detail. */
    void page(String path, Page page) {
        page(path, () -> page);
    }

    /** The same, with a page for each request. */
    void page(String path, Supplier<Page> pages) {
        server.createContext(path, exchange -> {
            var page = pages.get();
            if (page.lengthy()) {
                workers.execute(() -> served(exchange, path, page));
            } else {
                served(exchange, path, page);
            }
        });
    }

    private static void served(HttpExchange exchange, String path, Page page) {
        try (exchange) {
            answer(exchange, path, page);
        } catch (IOException e) {
            // whoever asked has hung up
        }
    }

    private static void answer(HttpExchange exchange, String path, Page page) throws IOException {
        if (!exchange.getRequestURI().getPath().equals(path)) {
            answer(exchange, 404, "text/plain", "There is no such page.\n");
            return;
        }
        try {
            page.answer(exchange);
        } catch (IllegalArgumentException e) {
            answer(exchange, 400, "text/plain", "The request is not well formed.\n");
        }
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    static void answer(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type.startsWith("text/") ? type + "; charset=utf-8" : type);
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
    }

    static String body(HttpExchange exchange) throws IOException {
        return new String(exchange.getRequestBody().readNBytes(LARGEST_REQUEST), StandardCharsets.UTF_8);
    }

    /** The parameters of a query or of a form; the last of equal names counts. */
    static Map<String, String> parameters(@Nullable String encoded) {
        var parameters = new TreeMap<String, String>();
        for (String pair : encoded == null ? new String[0] : encoded.split("&", -1)) {
            String[] nameAndValue = pair.split("=", 2);
            if (nameAndValue.length == 2) {
                parameters.put(decoded(nameAndValue[0]), decoded(nameAndValue[1]));
            }
        }
        return parameters;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
    }
}
