package io.shiming.identity.document;

/** What a document says of the holder's sex; a document may say nothing. */
public enum Sex {
    MALE,
    FEMALE
}
