package io.shiming.verification.enquiry;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;

/**
 * One HTTP exchange with the authority, bounded in time from first byte to last, and in size. It follows no redirect:
 * an answer comes from the configured address or not at all.
 *
 * <p>By OkHttp, on the thread that asks: an exchange costs 0.03 ms of CPU where the JDK's client, which hands it through
 * its selector, takes 0.2 (measured, {@code src/docs/performance.md}).
 */
final class Wire {
    private static final int LARGEST_ANSWER = 16 * 1024;
    private static final MediaType JSON = MediaType.get("application/json");
    private static final int KEPT_OPEN = 32;
    private static final int KEPT_SECONDS = 30;

    // What all have in common, the trusted certificates among it: those take a quarter of a second to read.
    private static final OkHttpClient COMMON = new OkHttpClient.Builder()
            .protocols(List.of(Protocol.HTTP_1_1))
            .followRedirects(false)
            .connectionPool(new ConnectionPool(KEPT_OPEN, KEPT_SECONDS, TimeUnit.SECONDS))
            .build();

    private final OkHttpClient client;

    Wire(Duration timeout) {
        this.client = COMMON.newBuilder()
                .connectTimeout(timeout)
                .readTimeout(timeout)
                .writeTimeout(timeout)
                .callTimeout(timeout) // of the whole exchange: a body that trickles is stopped by it
                .build();
    }

    String get(URI address) throws Unusable {
        return exchange(to(address));
    }

    String post(URI address, String json) throws Unusable {
        return exchange(to(address)
                .header("Accept", "application/jose")
                .post(RequestBody.create(json.getBytes(StandardCharsets.UTF_8), JSON)));
    }

    private static Request.Builder to(URI address) {
        return new Request.Builder()
                .url(address.toString())
                .header("User-Agent", "shiming")
                .header("Accept-Encoding", "identity"); // nothing to inflate
    }

    private String exchange(Request.Builder request) throws Unusable {
        var call = client.newCall(request.build());
        try (var answer = call.execute()) {
            if (answer.code() != 200) {
                throw new Unusable(Unusable.Reason.STATUS);
            }
            var body = answer.body().source();
            if (body.request(LARGEST_ANSWER + 1L)) {
                throw tooLarge(call);
            }
            return body.readUtf8();
        } catch (InterruptedIOException e) {
            throw new Unusable(Unusable.Reason.TOO_SLOW);
        } catch (IOException e) {
            throw new Unusable(Unusable.Reason.UNREACHABLE);
        }
    }

    private static Unusable tooLarge(Call call) {
        call.cancel(); // hangs up, so that nothing more of it is read
        return new Unusable(Unusable.Reason.OVERSIZE);
    }
}
