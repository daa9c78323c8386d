/**
 * The national hub as an HTTP service with signed answers.
 *
 * <p>Protocol, version 1. The request is {@code POST {url}/v1/card-counts} with
 *
 * <pre>{"requestId": uuid, "operator": text, "person": 64 hexadecimal digits}</pre>
 *
 * where {@code person} is the keyed digest of the identity document ({@code vault.AgreedDigest}); no name and no number
 * travels. The answer is 200 {@code application/jose}, at most 16 KiB: a compact JWS (RFC 7515, ES256, {@code typ}
 * card-count+jwt) over
 *
 * <pre>{"requestId": uuid, "subject": "operator/person", "cards": integer, "checkId": text,
 * "checkedAt": RFC 3339 instant}</pre>
 *
 * {@code cards} is what the person holds now; {@code checkedAt} is of this minute. Any other status means that the hub
 * cannot answer now.
 */
@NullMarked
package io.shiming.verification.hub;

import org.jspecify.annotations.NullMarked;
