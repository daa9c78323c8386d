package io.shiming.packaged;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** One request over one connection, written as bytes: also a path or a header that no client library sends. */
public final class Wire {
    private static final int PATIENCE_MS = 30_000;

    private final URI service;

    public Wire(URI service) {
        this.service = service;
    }

    /** The answer, with its head. */
    public String send(String method, String target, Map<String, String> headers, byte[] body) throws IOException {
        try (var socket = new Socket(service.getHost(), service.getPort())) {
            socket.setSoTimeout(PATIENCE_MS);
            socket.getOutputStream().write(request(method, target, headers, body));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    /** The status of an answer. */
    static int status(String answer) {
        return Integer.parseInt(answer.substring(9, 12));
    }

    private byte[] request(String method, String target, Map<String, String> headers, byte[] body) {
        var head = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
        var all = List.of("Host: " + service.getAuthority(), "Connection: close", "Content-Length: " + body.length);
        all.forEach(line -> head.append(line).append("\r\n"));
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(head.append("\r\n").toString().getBytes(UTF_8));
        bytes.writeBytes(body);
        return bytes.toByteArray();
    }
}
