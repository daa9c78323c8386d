package io.shiming.verification.enquiry;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP exchange with the authority, bounded in time from first byte to last, and in size. It follows no redirect:
 * an answer comes from the configured address or not at all.
 */
final class Wire {
    private static final int LARGEST_ANSWER = 16 * 1024;

    private final HttpClient client;
    private final Duration timeout;

    Wire(Duration timeout) {
        this.timeout = timeout;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .executor(Runnable::run) // what there is to do is little: no thread more than the one that reads
                .connectTimeout(timeout)
                .build();
    }

    String get(URI address) throws Unusable {
        return exchange(HttpRequest.newBuilder(address).GET());
    }

    String post(URI address, String json) throws Unusable {
        return exchange(HttpRequest.newBuilder(address)
                .header("Content-Type", "application/json")
                .header("Accept", "application/jose")
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    private String exchange(HttpRequest.Builder request) throws Unusable {
        // The request's own time-out ends with the headers; a body that trickles is stopped by waiting no longer.
        CompletableFuture<HttpResponse<byte[]>> pending =
                client.sendAsync(request.timeout(timeout).build(), answer -> new BoundedBody(LARGEST_ANSWER));
        try {
            HttpResponse<byte[]> response = pending.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            if (response.statusCode() != 200) {
                throw new Unusable(Unusable.Reason.STATUS);
            }
            return new String(response.body(), StandardCharsets.UTF_8);
        } catch (TimeoutException e) {
            throw new Unusable(Unusable.Reason.TOO_SLOW);
        } catch (ExecutionException e) {
            throw new Unusable(reason(e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unusable(Unusable.Reason.UNREACHABLE);
        } finally {
            pending.cancel(true);
        }
    }

    private static Unusable.Reason reason(@Nullable Throwable cause) {
        if (cause instanceof BoundedBody.TooLarge) {
            return Unusable.Reason.OVERSIZE;
        }
        return cause instanceof HttpTimeoutException ? Unusable.Reason.TOO_SLOW : Unusable.Reason.UNREACHABLE;
    }
}
