package io.shiming.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.shiming.audit.tree.Hash;
import io.shiming.vault.Vault;

/**
 * A colleague who has looked at the documents too.
 *
 * @param actor the opaque id
 * @param token the digest of the token that says so; it stands for one request
 */
public record SecondReviewer(String actor, Hash token) {
    /**
     * The digests of the token and of the request that it stands for.
     *
     * @param request what tells this request from every other one of the first person's client and store
     */
    public byte[][] boundTo(String request, Actor first, Vault vault) {
        var bound = String.join("\n", "second reviewer", first.client(), String.valueOf(first.storeCode()), request);
        return new byte[][] {token.bytes(), vault.requestDigest(first.operator(), bound.getBytes(UTF_8))};
    }
}
