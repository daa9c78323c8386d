package io.shiming.vault.kms.transit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.crypto.tink.subtle.AesGcmJce;
import com.google.crypto.tink.subtle.Random;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;

/** A transit engine on loopback: the two calls that are used, with the answers of the real one. */
final class TransitStandIn implements AutoCloseable {
    static final String TOKEN = "a-test-token";
    private static final String PATH = "/v1/transit/";

    private final ObjectMapper json = new ObjectMapper();
    private final byte[] key = Random.randBytes(32);
    private final HttpServer server;
    volatile int failWith;
    volatile boolean silent;

    TransitStandIn() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(PATH, this::answer);
        server.setExecutor(java.util.concurrent.Executors.newCachedThreadPool(work -> {
            var thread = new Thread(work);
            thread.setDaemon(true);
            return thread;
        }));
        server.start();
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    private void answer(HttpExchange call) throws IOException {
        if (silent) {
            return; // the caller waits for an answer that never comes
        }
        if (failWith != 0) {
            reply(call, failWith, Map.of("errors", new String[] {"failing as told"}));
        } else if (!TOKEN.equals(call.getRequestHeaders().getFirst("X-Vault-Token"))) {
            reply(call, 403, Map.of("errors", new String[] {"permission denied"}));
        } else {
            work(call, json.readTree(call.getRequestBody()));
        }
    }

    private void work(HttpExchange call, JsonNode request) throws IOException {
        byte[] context = bytes(request, "associated_data");
        try {
            var cipher = new AesGcmJce(key);
            if (call.getRequestURI().getPath().equals(PATH + "encrypt/shiming-root")) {
                byte[] made = cipher.encrypt(bytes(request, "plaintext"), context);
                reply(call, 200, Map.of("data", Map.of("ciphertext", "vault:v1:" + base64(made), "key_version", 1)));
            } else {
                String text = request.get("ciphertext").asText();
                if (!text.startsWith("vault:v1:")) {
                    throw new GeneralSecurityException("no prefix");
                }
                byte[] opened = cipher.decrypt(Base64.getDecoder().decode(text.substring(9)), context);
                reply(call, 200, Map.of("data", Map.of("plaintext", base64(opened))));
            }
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            reply(call, 400, Map.of("errors", new String[] {"cipher: message authentication failed"}));
        }
    }

    private void reply(HttpExchange call, int status, Object body) throws IOException {
        byte[] bytes = json.writeValueAsBytes(body);
        call.sendResponseHeaders(status, bytes.length);
        call.getResponseBody().write(bytes);
        call.close();
    }

    private static byte[] bytes(JsonNode request, String field) {
        return Base64.getDecoder().decode(request.get(field).asText());
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
