package io.shiming.vault.suite;

/**
 * A set of algorithms. The number is stored in every envelope and every index key, so that both suites stay readable
 * whichever one writes.
 *
 * <p>The second suite serves installations that must use commercial cryptography (Commercial Cryptography Regulations,
 * articles 38 to 42); no certification is claimed for it.
 */
public enum Suite {
    /** AES-256-GCM, HMAC-SHA-256, HKDF-SHA-256. */
    AES_GCM_HMAC_SHA256(1, new AesPrimitives()),
    /** SM4-GCM (RFC 8998), HMAC-SM3, HKDF-SM3. */
    SM4_GCM_HMAC_SM3(2, new SmPrimitives());

    private final int number;
    private final Primitives primitives;

    Suite(int number, Primitives primitives) {
        this.number = number;
        this.primitives = primitives;
    }

    /** The number that is stored. */
    public int number() {
        return number;
    }

    public Primitives primitives() {
        return primitives;
    }

    /** The suite of a stored number; an unknown one is as unopenable as any other damage. */
    public static Suite numbered(int number) {
        for (Suite suite : values()) {
            if (suite.number == number) {
                return suite;
            }
        }
        throw new Unopenable();
    }
}
