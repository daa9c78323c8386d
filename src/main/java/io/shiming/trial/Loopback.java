package io.shiming.trial;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.net.BindException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A small HTTP server on 127.0.0.1 for the stand-ins; not for anything that is not a stand-in. By Vert.x, on one thread: it
 * shares the machine with what is measured, and the JDK's server takes up to three times as long for a question.
 */
final class Loopback implements AutoCloseable {
    private static final int LARGEST_REQUEST = 64 * 1024;
    private static final String HOST = "127.0.0.1";

    /** Answers one request, now or later; it must not wait on the thread that calls it. */
    interface Page {
        void answer(Exchange exchange);
    }

    private final Map<String, Page> pages = new ConcurrentHashMap<>();
    private final Vertx vertx = Vertx.vertx(new VertxOptions()
            .setEventLoopPoolSize(1)
            .setUseDaemonThread(true)
            .setFileSystemOptions(
                    new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
    private final HttpServer server;

    /** Listens on this port, or on any free one if it is 0 or taken. */
    Loopback(int port) {
        server = listen(port);
    }

    private HttpServer listen(int port) {
        try {
            return vertx.createHttpServer(new HttpServerOptions().setHost(HOST).setPort(port))
                    .requestHandler(this::read)
                    .listen()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof BindException && port != 0) {
                return listen(0);
            }
            throw e;
        }
    }

    private void read(HttpServerRequest request) {
        request.body().onSuccess(body -> serve(new Exchange(vertx, request, body.toString(StandardCharsets.UTF_8))));
    }

    private void serve(Exchange exchange) {
        var page = pages.get(exchange.path());
        if (page == null) {
            exchange.answer(404, "text/plain", "There is no such page.\n");
            return;
        }
        try {
            if (exchange.body().length() > LARGEST_REQUEST) {
                throw new IllegalArgumentException("too large");
            }
            page.answer(exchange);
        } catch (IllegalArgumentException e) {
            exchange.answer(400, "text/plain", "The request is not well formed.\n");
        } catch (RuntimeException e) {
            exchange.hangUp();
        }
    }

    /** Adds a page at this exact path; a request it throws on, or of another path, gets an error and no detail. */
    void page(String path, Page page) {
        pages.put(path, page);
    }

    URI address() {
        return URI.create("http://" + HOST + ":" + server.actualPort());
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
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
