package io.shiming.peer;

import io.netty.util.HashedWheelTimer;
import io.netty.util.Timer;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.classic.MinimalHttpClient;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * One HTTP exchange with a peer, bounded in time from first byte to last, and in size. It follows no redirect:
 * an answer comes from the configured address or not at all.
 *
 * <p>By Apache's blocking client, on the thread that asks: the JDK's client hands each exchange through its selector, and
 * OkHttp wakes a thread of its own after each (measured, {@code src/docs/performance.md}).
 */
public final class Wire {
    private static final int LARGEST_ANSWER = 16 * 1024;
    private static final int LONGEST_LINE = 8 * 1024;
    private static final int MOST_HEADERS = 100;
    private static final int MOST_AT_ONCE = 1024; // never the limit: there are not so many threads that ask
    private static final int TICK_MILLIS = 20;
    private static final TimeValue KEPT = TimeValue.ofSeconds(30);
    private static final TimeValue LOOKED_AT_AFTER = TimeValue.ofSeconds(1);

    // Ends exchanges that take too long: a socket's timeout starts again with each byte that arrives. It is a timer
    // wheel, since nearly every limit is cancelled at once, and a wheel wakes no thread for that.
    private static final Timer LIMITS =
            new HashedWheelTimer(new DefaultThreadFactory("time-limits", true), TICK_MILLIS, TimeUnit.MILLISECONDS);

    private final Duration timeout;
    private final PeerTrust trust;
    private final int largest;
    private volatile PoolingHttpClientConnectionManager connections;
    private volatile MinimalHttpClient client;

    /** With servers whose certificates are trusted so. */
    public Wire(Duration timeout, PeerTrust trust) {
        this(timeout, trust, LARGEST_ANSWER);
    }

    Wire(Duration timeout, PeerTrust trust, int largest) {
        this.timeout = timeout;
        this.trust = trust;
        this.largest = largest;
        this.connections = connections();
        this.client =
                HttpClients.createMinimal(connections); // no redirects, repetitions, cookies, compression, proxies
    }

    private PoolingHttpClientConnectionManager connections() {
        var connection = ConnectionConfig.custom()
                .setConnectTimeout(Timeout.of(timeout.dividedBy(3))) // a host may have several addresses
                .setSocketTimeout(Timeout.of(timeout))
                .setTimeToLive(KEPT)
                .setValidateAfterInactivity(LOOKED_AT_AFTER)
                .build();
        var bounds = Http1Config.custom()
                .setMaxLineLength(LONGEST_LINE)
                .setMaxHeaderCount(MOST_HEADERS)
                .build();
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                        .http1Config(bounds)
                        .build())
                .setTlsSocketStrategy((socket, host, port, extra, context) ->
                        trust.strategy().upgrade(socket, host, port, extra, context))
                .setDefaultConnectionConfig(connection)
                .setMaxConnTotal(MOST_AT_ONCE)
                .setMaxConnPerRoute(MOST_AT_ONCE)
                .build();
    }

    /** What this address answers. */
    public String get(URI address) throws Unusable {
        return exchange(address, new HttpGet(address));
    }

    /** What this address answers to a question. */
    public String post(URI address, String json) throws Unusable {
        var request = new HttpPost(address);
        request.setHeader("Accept", "application/jose");
        request.setEntity(
                new ByteArrayEntity(json.getBytes(StandardCharsets.UTF_8), ContentType.create("application/json")));
        return exchange(address, request);
    }

    private String exchange(URI address, HttpUriRequestBase request) throws Unusable {
        request.setHeader("User-Agent", "shiming");
        request.setHeader("Accept-Encoding", "identity"); // nothing to inflate
        var limit = LIMITS.newTimeout(over -> request.cancel(), timeout.toNanos(), TimeUnit.NANOSECONDS);
        try (ClassicHttpResponse answer = client.executeOpen(HttpHost.create(address), request, null)) {
            return body(request, answer);
        } catch (SSLException e) {
            throw TlsFailure.of(e).map(Unusable::new).orElseGet(() -> failed(request));
        } catch (InterruptedIOException e) {
            throw new Unusable(Unusable.Reason.TOO_SLOW);
        } catch (IOException
                | IllegalStateException e) { // the latter where the limit meets an exchange between two steps
            throw failed(request);
        } catch (Error e) { // the client has closed itself for good
            connections = connections();
            client = HttpClients.createMinimal(connections);
            throw e;
        } finally {
            limit.cancel();
        }
    }

    /** A fault that one connection shows, the others would show too: the next call opens a new connection. */
    private Unusable failed(HttpUriRequestBase request) {
        if (request.isCancelled()) {
            return new Unusable(Unusable.Reason.TOO_SLOW);
        }
        connections.closeIdle(TimeValue.ZERO_MILLISECONDS);
        return new Unusable(Unusable.Reason.UNREACHABLE);
    }

    /** The whole answer. Of one that does not count or is too large no more is read: closing it would read to its end. */
    private String body(HttpUriRequestBase request, ClassicHttpResponse answer) throws IOException, Unusable {
        var entity = answer.getEntity();
        if (answer.getCode() != 200) {
            if (entity != null) {
                request.cancel();
            }
            throw new Unusable(Unusable.Reason.STATUS);
        }
        byte[] bytes = entity == null ? new byte[0] : entity.getContent().readNBytes(largest + 1);
        if (bytes.length > largest) {
            request.cancel();
            throw new Unusable(Unusable.Reason.OVERSIZE);
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
