package io.shiming.access.gate;

/** A proof over no number of ours, or over one that is past: its maker should make another over this one. */
class NonceNeeded extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What the next proof is to be made over. */
    final String nonce;

    NonceNeeded(String nonce) {
        this.nonce = nonce;
    }
}
