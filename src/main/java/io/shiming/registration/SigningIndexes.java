package io.shiming.registration;

import io.shiming.vault.BlindIndex;

/** The indexes by which the person and the line of a signing will be found. */
record SigningIndexes(BlindIndex document, BlindIndex number) {}
