package io.shiming.evidence;

import io.shiming.vault.Place;

/** Where an image lies sealed. It is its own person: it has a key of its own, under an id from the same sequence. */
public final class EvidencePlace {
    private EvidencePlace() {}

    /** The one column that holds images: {@code evidence.sealed}. */
    public static Place of(int operator, long evidence) {
        return new Place(operator, "evidence", "sealed", evidence, evidence, 1);
    }
}
