package io.shiming.identity;

/** What a document says of the holder's sex; a document may say nothing. */
public enum Sex {
    MALE,
    FEMALE
}
