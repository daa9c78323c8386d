package io.shiming.access.gate;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Requests whose bodies are announced and do not come; each on a connection of its own. */
public final class SlowBodies implements AutoCloseable {
    private static final int PATIENCE = 30_000; // milliseconds; ends what would never end
    private final List<Socket> sockets = new ArrayList<>();

    /** So many of them, sent and not waited for. */
    public SlowBodies(URI service, String token, String path, String type, int bytes, int many) {
        var head =
                "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + type + "\r\nAuthorization: Bearer "
                        + token + "\r\nIdempotency-Key: slow\r\nContent-Length: " + bytes + "\r\n\r\n{";
        try {
            for (int i = 0; i < many; i++) {
                var socket = new Socket(service.getHost(), service.getPort());
                sockets.add(socket);
                socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends zeros on one of them, so many or until the connection ends: how many. */
    public int sends(int which, int bytes) {
        var socket = sockets.get(which);
        int sent = 0;
        try {
            socket.setSendBufferSize(65_536);
            var part = new byte[8_192];
            while (sent < bytes) {
                socket.getOutputStream().write(part);
                sent += part.length;
            }
        } catch (IOException ended) {
            return sent;
        }
        return sent;
    }

    /** The statuses of so many that are answered first; fewer, if no more are answered. */
    public List<String> answered(int many) {
        var statuses = new ArrayList<String>();
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE);
        while (statuses.size() < many && System.nanoTime() < until) {
            for (var socket : List.copyOf(sockets)) {
                var line = statusIfAny(socket);
                if (line != null) {
                    statuses.add(line);
                    sockets.remove(socket);
                    close(socket);
                }
            }
        }
        return statuses;
    }

    private static @Nullable String statusIfAny(Socket socket) {
        try {
            socket.setSoTimeout(10);
            var line = line(socket.getInputStream());
            return line.isEmpty() ? null : line.split(" ")[1];
        } catch (SocketTimeoutException notYet) {
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\r'; c = in.read()) {
            line.append((char) c);
        }
        return line.toString();
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        sockets.forEach(SlowBodies::close);
    }
}
