package io.shiming.trial;

import java.util.Locale;

/** How a trial's authority or hub behaves: well, or in one of the ways in which authorities and attackers do not. */
public enum Mood {
    /** Answers every question. */
    NORMAL,
    /** Hangs up without an answer. */
    DOWN,
    /** Answers, but late. */
    SLOW,
    /** Says 503. */
    ERROR,
    /** Says 200 with something that is no signed answer. */
    GARBAGE,
    /** Signs with a key that is not the authority's, under its key id. */
    FORGED,
    /** Sends an unsigned answer (alg none). */
    UNSIGNED,
    /** Answers about another person. */
    OTHER_PERSON,
    /** Answers another request. */
    OTHER_REQUEST,
    /** Adds a field that the protocol has not, or leaves one out. */
    OTHER_SCHEMA,
    /** Says a result that the protocol has not. */
    OTHER_RESULT,
    /** Says that it checked the day before yesterday. */
    STALE,
    /** Sends more than the protocol permits. */
    OVERSIZE,
    /** Hangs up in the middle of its answer. */
    TRUNCATED,
    /** Says that the answer is at another address, where a good one lies. */
    REDIRECT,
    /** Sends headers and then one byte now and then. */
    TRICKLE;

    /** The mood of this name in lower case with hyphens; throws {@link IllegalArgumentException} if there is none. */
    public static Mood named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
