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
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;

/**
 * Stands between a connection pool and PostgreSQL and counts how often the server says that it is ready again: one
 * ReadyForQuery ends each round trip, whatever went through it (PostgreSQL 17, section 53.2). It can also cut a connection
 * at the moment of a commit: a statement that is its own transaction commits when the server takes its Sync message.
 */
final class CountingProxy implements AutoCloseable {
    private static final int READY_FOR_QUERY = 'Z';
    private static final int COMMAND_COMPLETE = 'C';
    private static final int ERROR = 'E';
    private static final int SYNC = 'S';
    private static final int QUERY = 'Q';
    private static final int FLUSH = 'H';
    private static final String BATCHED = "PBDEC"; // parse, bind, describe, execute, close

    private final ServerSocket door;
    private final URI server;
    private final LongAdder roundTrips;
    private final AtomicReference<Cut> planned = new AtomicReference<>();

    /** Where a connection is cut. */
    enum Where {
        /** The statement does not arrive. */
        BEFORE,
        /** It has been executed, and the server never hears that it is to be committed. */
        EXECUTED,
        /** It is committed, and nobody is told. */
        COMMITTED
    }

    /** Which of the round trips to come is cut. */
    private record Cut(Where where, int left) {}

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

    /** Cuts the connection that makes the n-th round trip from now, counted over all connections. */
    void cut(Where where, int roundTrip) {
        planned.set(new Cut(where, roundTrip));
    }

    /** Takes back what was planned. */
    void cutNothing() {
        planned.set(null);
    }

    /** Whether the cut that was planned has been made. */
    boolean hasCut() {
        return planned.get() == null;
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
            var cutHere = new AtomicReference<Where>();
            inBackground(() -> {
                try (client;
                        upstream) {
                    ask(client.getInputStream(), upstream.getOutputStream(), cutHere);
                }
            });
            inBackground(() -> {
                try (client;
                        upstream) {
                    answer(upstream.getInputStream(), client.getOutputStream(), cutHere);
                }
            });
        }
    }

    /** What the client says; its first message alone has no type. A batch goes on only with the message that ends it. */
    private void ask(InputStream from, OutputStream to, AtomicReference<Where> cutHere) throws IOException {
        var in = new DataInputStream(new BufferedInputStream(from, 1 << 16));
        var out = new DataOutputStream(new BufferedOutputStream(to, 1 << 20));
        copy(in, out, in.readInt());
        out.flush();
        for (int type = in.read(); type >= 0; type = in.read()) {
            var cut = type == SYNC || type == QUERY ? due() : null;
            if (cut == Where.BEFORE) return;
            cutHere.set(cut);
            boolean held = cut == Where.EXECUTED && type == SYNC;
            out.writeByte(held ? FLUSH : type);
            copy(in, out, in.readInt());
            if (BATCHED.indexOf(type) < 0) out.flush();
        }
    }

    private static void copy(DataInputStream in, DataOutputStream out, int length) throws IOException {
        out.writeInt(length);
        out.write(in.readNBytes(length - Integer.BYTES));
    }

    private Where due() {
        var before = planned.getAndUpdate(
                cut -> cut == null || cut.left() == 1 ? null : new Cut(cut.where(), cut.left() - 1));
        return before != null && before.left() == 1 ? before.where() : null;
    }

    /** Each message of the server: one byte of type, four of length that count themselves, the rest. */
    private void answer(InputStream from, OutputStream to, AtomicReference<Where> cutHere) throws IOException {
        var in = new DataInputStream(new BufferedInputStream(from, 1 << 16));
        var out = new DataOutputStream(new BufferedOutputStream(to, 1 << 16));
        var line = scissors.line();
        for (int type = in.read(); type >= 0; type = in.read()) {
            int length = in.readInt();
            var rest = in.readNBytes(length - Integer.BYTES);
            var cut = cutHere.get();
            if (cut != null) {
                int last = cut == Where.EXECUTED ? COMMAND_COMPLETE : READY_FOR_QUERY;
                if (type == last || type == ERROR) return;
                continue;
            }
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
