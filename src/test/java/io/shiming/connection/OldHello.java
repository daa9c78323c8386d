package io.shiming.connection;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;

/**
 * The first message of a TLS client of a chosen version, by hand: the JDK does not offer 1.1 any more, so that its own
 * refusal would pass for the service's.
 */
public final class OldHello {
    /** TLS 1.1 and 1.2 in the record of a hello (RFC 5246 appendix E). */
    public static final int TLS_1_1 = 0x0302;

    public static final int TLS_1_2 = 0x0303;

    /** The record types with which a server goes on, or hangs up (RFC 5246 section 6.2.1). */
    public static final int HANDSHAKE = 22;

    public static final int ALERT = 21;

    private OldHello() {}

    /** The type of the first record of the answer; -1 when there is none. */
    public static int answeredWith(int version, URI service) throws IOException {
        try (var socket = new Socket(service.getHost(), service.getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(hello(version));
            return socket.getInputStream().read();
        }
    }

    private static byte[] hello(int version) {
        var body = ByteBuffer.allocate(256);
        body.putShort((short) version).put(new byte[32]).put((byte) 0); // a random of zeros, no session
        body.putShort((short) 6)
                .putShort((short) 0xC009) // ECDHE-ECDSA with AES-128, for 1.0 to 1.2
                .putShort((short) 0xC02B)
                .putShort((short) 0x00FF);
        body.put((byte) 1).put((byte) 0);
        var more = ByteBuffer.allocate(64);
        more.putShort((short) 10).putShort((short) 4).putShort((short) 2).putShort((short) 23); // secp256r1
        more.putShort((short) 11).putShort((short) 2).put((byte) 1).put((byte) 0);
        if (version == TLS_1_2) {
            more.putShort((short) 13).putShort((short) 4).putShort((short) 2).putShort((short) 0x0403);
        }
        body.putShort((short) more.position()).put(more.flip());
        int length = body.position();
        return ByteBuffer.allocate(length + 9)
                .put((byte) HANDSHAKE)
                .putShort((short) 0x0301)
                .putShort((short) (length + 4))
                .put((byte) 1)
                .put((byte) 0)
                .putShort((short) length)
                .put(body.flip())
                .array();
    }
}
