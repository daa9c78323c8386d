package io.shiming.vault;

import jakarta.enterprise.context.ApplicationScoped;

/** Takes a custodian's order to rotate. The work is done in the background, by whichever instance has a moment. */
@ApplicationScoped
public class RotationOrders {
    private final Rotations rotations;
    private final KeyRotation keys;
    private final PersonKeyRenewal persons;
    private final VaultConfig config;
    private final LogKeyRotation log;

    RotationOrders(
            Rotations rotations, KeyRotation keys, PersonKeyRenewal persons, VaultConfig config, LogKeyRotation log) {
        this.rotations = rotations;
        this.keys = keys;
        this.persons = persons;
        this.config = config;
        this.log = log;
    }

    /** Orders a rotation, or answers with the one of this kind that goes on already. */
    public Rotation order(int operator, RotationKind kind) {
        return rotations.order(
                operator,
                kind,
                switch (kind) {
                    case OPERATOR -> keys.nextVersion(operator, KeyKind.OPERATOR);
                    case DOCUMENT -> keys.nextVersion(operator, KeyKind.DOCUMENT);
                    case NUMBER -> keys.nextVersion(operator, KeyKind.NUMBER);
                    case PERSON -> persons.nextVersion(operator);
                    case ROOT -> 0;
                    case SEALS -> config.suite().number();
                    case LOG -> log.nextVersion();
                });
    }
}
