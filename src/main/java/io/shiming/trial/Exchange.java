package io.shiming.trial;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request to a stand-in, and the ways to answer it, decent ones and others. It prints nothing of either. */
final class Exchange {
    private final Vertx vertx;
    private final HttpServerRequest request;
    private final String body;

    Exchange(Vertx vertx, HttpServerRequest request, String body) {
        this.vertx = vertx;
        this.request = request;
        this.body = body;
    }

    String path() {
        return request.path();
    }

    String body() {
        return body;
    }

    /** The form that was posted, or the query. */
    @Nullable
    String form() {
        return "POST".equals(request.method().name()) ? body : request.query();
    }

    boolean accepts(String type) {
        return Optional.ofNullable(request.getHeader("Accept")).orElse("").contains(type);
    }

    void answer(int status, String type, String text) {
        head(status, type).end(text);
    }

    void redirect(String elsewhere) {
        head(307, "text/plain").putHeader("Location", elsewhere).end();
    }

    /** Runs this after the delay, and keeps no other exchange waiting. */
    void after(Duration delay, Runnable then) {
        vertx.setTimer(Math.max(1, delay.toMillis()), timer -> then.run());
    }

    void hangUp() {
        request.connection().close();
    }

    /** Announces the whole text, sends half of it, and hangs up. */
    void half(String type, String text) {
        length(type, text).write(text.substring(0, text.length() / 2)).onComplete(sent -> hangUp());
    }

    /** Announces the whole text, and sends a character now and then, for as long as the client listens. */
    void trickle(String type, String text, Duration pause) {
        trickle(length(type, text), text, 0, pause);
    }

    private void trickle(HttpServerResponse answer, String text, int next, Duration pause) {
        if (answer.closed()) {
            return;
        }
        if (next == text.length()) {
            answer.end();
            return;
        }
        answer.write(text.substring(next, next + 1))
                .onSuccess(sent -> after(pause, () -> trickle(answer, text, next + 1, pause)));
    }

    private HttpServerResponse length(String type, String text) {
        return head(200, type).putHeader("Content-Length", Integer.toString(text.length()));
    }

    private HttpServerResponse head(int status, String type) {
        return request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", type.startsWith("text/") ? type + "; charset=utf-8" : type)
                .putHeader("Cache-Control", "no-store");
    }

    @Override
    public String toString() {
        return "Exchange[withheld]";
    }
}
