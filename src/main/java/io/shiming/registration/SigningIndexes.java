package io.shiming.registration;

import io.shiming.vault.BlindIndex;
import java.util.List;

/** The indexes by which the person, the line and the parties of a signing will be found. */
record SigningIndexes(BlindIndex document, BlindIndex number, List<SigningParty> parties) {}
