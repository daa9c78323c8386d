package io.shiming.problem.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A request as bytes, for what no client library sends. */
public final class RawRequest {
    private RawRequest() {}

    /** The whole answer; the request must ask for the connection to be closed. */
    public static String send(URI service, String head) {
        try (var socket = new Socket(service.getHost(), service.getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** A request line and headers with their end. */
    public static String head(String requestLine, String... headers) {
        return requestLine + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + (headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n") + "\r\n";
    }
}
