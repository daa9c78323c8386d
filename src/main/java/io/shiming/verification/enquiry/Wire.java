package io.shiming.verification.enquiry;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP exchange with the authority, bounded in time from first byte to last, and in size. It follows no redirect:
 * an answer comes from the configured address or not at all. The caller waits; the event loops it waits for are those
 * that serve the service's own callers, so that an exchange costs two changes of thread.
 */
final class Wire {
    private static final int LARGEST_ANSWER = 16 * 1024;
    // More than the service has threads, so that nobody waits for a connection; closed sooner than servers usually do.
    private static final int CONNECTIONS = 256;
    private static final int UNUSED_SECONDS = 10;

    private final HttpClient client;
    private final Duration timeout;

    Wire(Vertx vertx, Duration timeout) {
        this.timeout = timeout;
        this.client = vertx.createHttpClient(
                new HttpClientOptions()
                        .setConnectTimeout((int) timeout.toMillis())
                        .setKeepAliveTimeout(UNUSED_SECONDS),
                new PoolOptions().setHttp1MaxSize(CONNECTIONS));
    }

    String get(URI address) throws Unusable {
        return exchange(HttpMethod.GET, address, null);
    }

    String post(URI address, String json) throws Unusable {
        return exchange(HttpMethod.POST, address, json);
    }

    private String exchange(HttpMethod method, URI address, @Nullable String json) throws Unusable {
        var answer = new CompletableFuture<String>();
        client.request(new RequestOptions().setMethod(method).setAbsoluteURI(address.toString()))
                .compose(request -> send(request, json, answer))
                .compose(Wire::read)
                .onComplete(answer::complete, answer::completeExceptionally);
        try {
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new Unusable(Unusable.Reason.TOO_SLOW);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Unusable known ? known : new Unusable(Unusable.Reason.UNREACHABLE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unusable(Unusable.Reason.UNREACHABLE);
        } finally {
            answer.cancel(true);
        }
    }

    private static Future<HttpClientResponse> send(
            HttpClientRequest request, @Nullable String json, CompletableFuture<String> answer) {
        answer.whenComplete((text, failure) -> {
            if (failure != null) { // nobody waits any more: whatever is still on its way is cut off
                request.reset();
            }
        });
        if (json == null) {
            return request.send();
        }
        return request.putHeader("Content-Type", "application/json")
                .putHeader("Accept", "application/jose")
                .send(json);
    }

    private static Future<String> read(HttpClientResponse response) {
        var text = Promise.<String>promise();
        response.exceptionHandler(text::tryFail);
        if (response.statusCode() != 200) {
            text.fail(new Unusable(Unusable.Reason.STATUS));
            response.request().reset();
            return text.future();
        }
        var body = Buffer.buffer();
        response.handler(part -> {
            body.appendBuffer(part);
            if (body.length() > LARGEST_ANSWER && text.tryFail(new Unusable(Unusable.Reason.OVERSIZE))) {
                response.request().reset();
            }
        });
        response.endHandler(end -> text.tryComplete(body.toString(StandardCharsets.UTF_8)));
        return text.future();
    }
}
