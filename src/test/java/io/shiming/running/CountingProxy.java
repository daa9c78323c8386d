package io.shiming.running;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.atomic.LongAdder;

/**
 * Stands between a connection pool and PostgreSQL and counts how often the server says that it is ready again: one
 * ReadyForQuery ends each round trip, whatever went through it (PostgreSQL 17, section 53.2).
 */
final class CountingProxy implements AutoCloseable {
    private static final int READY_FOR_QUERY = 'Z';

    private final ServerSocket door;
    private final URI server;
    private final LongAdder roundTrips;
    private final Scissors scissors;

    private CountingProxy(ServerSocket door, URI server, LongAdder roundTrips, Scissors scissors) {
        this.door = door;
        this.server = server;
        this.roundTrips = roundTrips;
        this.scissors = scissors;
    }

    static CountingProxy before(String jdbcUrl, LongAdder roundTrips, Scissors scissors) {
        try {
            var door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            var proxy = new CountingProxy(door, URI.create(jdbcUrl.substring("jdbc:".length())), roundTrips, scissors);
            inBackground(proxy::serve);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** No encryption: the messages have to be readable. */
    String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + door.getLocalPort() + server.getPath()
                + "?sslmode=disable&gssEncMode=disable";
    }

    private void serve() throws IOException {
        while (true) {
            var client = door.accept();
            var upstream = new Socket(server.getHost(), server.getPort());
            client.setTcpNoDelay(true);
            upstream.setTcpNoDelay(true);
            inBackground(() -> {
                try (client;
                        upstream) {
                    client.getInputStream().transferTo(upstream.getOutputStream());
                }
            });
            inBackground(() -> {
                try (client;
                        upstream) {
                    count(upstream.getInputStream(), client.getOutputStream());
                }
            });
        }
    }

    /** Each message of the server: one byte of type, four of length that count themselves, the rest. */
    private void count(InputStream from, OutputStream to) throws IOException {
        var in = new DataInputStream(new BufferedInputStream(from, 1 << 16));
        var out = new DataOutputStream(new BufferedOutputStream(to, 1 << 16));
        var line = scissors.line();
        for (int type = in.read(); type >= 0; type = in.read()) {
            int length = in.readInt();
            var rest = in.readNBytes(length - Integer.BYTES);
            if (type == READY_FOR_QUERY) {
                roundTrips.increment();
                if (line.isCutAt(rest[0])) return; // and both sides are closed
            }
            out.writeByte(type);
            out.writeInt(length);
            out.write(rest);
            if (in.available() == 0) {
                out.flush();
            }
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void inBackground(Work work) {
        var thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException closed) {
                        // one side hung up, and so does the other
                    }
                },
                "counting-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
