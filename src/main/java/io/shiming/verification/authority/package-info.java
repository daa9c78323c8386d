/**
 * The identity authority as an HTTP service with signed answers.
 *
 * <p>Protocol, version 1. The request is {@code POST {url}/v1/identity-checks} with
 *
 * <pre>{"requestId": uuid, "documentType": text, "documentNumber": text, "name": text, "birthDate": "YYYY-MM-DD"}</pre>
 *
 * where {@code birthDate} may be absent. With {@code "register": "organisations"} the register of licences is asked and
 * not that of persons: the document is an organisation's certificate, the name its name. The answer is 200
 * {@code application/jose}, at most 16 KiB: a compact JWS (RFC 7515, ES256, {@code typ} identity-check+jwt, {@code kid}
 * out of the authority's JWK Set) over
 *
 * <pre>{"requestId": uuid, "subject": digest, "result": "match"|"mismatch"|"unknown", "checkId": text,
 * "checkedAt": RFC 3339 instant}</pre>
 *
 * {@code subject} binds the answer to the person asked about: base64url without padding of SHA-256 over requestId,
 * documentType, documentNumber, name and birthDate (or nothing), each followed by a line feed, in UTF-8. The random
 * request id salts it. It is sent and never stored. A repetition with the same requestId gets the same answer,
 * {@code checkedAt} included. Any other status means that the authority cannot answer now.
 *
 * <p>There may be two providers of this protocol, see {@code RoutedAuthority}. Knows nothing of the register.
 */
@NullMarked
package io.shiming.verification.authority;

import org.jspecify.annotations.NullMarked;
