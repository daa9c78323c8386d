package io.shiming.registration.store;

import io.shiming.vault.Place;

/** Where the identity of a registration lies sealed. */
public final class IdentityPlace {
    private IdentityPlace() {}

    /** Of the view {@code identity_version}, the one column that holds personal data. */
    public static Place of(int operator, long person, long registration, int version) {
        return new Place(operator, "identity_version", "sealed", registration, person, version);
    }
}
