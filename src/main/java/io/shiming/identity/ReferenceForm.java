package io.shiming.identity;

import java.util.regex.Pattern;

/** The forms that references, codes and opaque ids have in requests, paths and tokens. No other class has a copy. */
public enum ReferenceForm {
    /** A reference of the operator's own: a contract, a proof, a finding, the case of a lookup. */
    REFERENCE("[A-Za-z0-9._/-]{1,64}"),

    /** An opaque id that another system gave. */
    OPAQUE("[A-Za-z0-9._:-]{1,64}"),

    /** An authority's order, whose reference stands in a path. */
    CASE("[A-Za-z0-9._-]{1,64}"),

    /** What an order on paper says: its authority, its number, its provision. */
    WORDS("[^\\p{Cc}\\p{Cf}\\p{Cs}]{2,128}"),

    /** A dealer or a store, as the tables have it. */
    DEALER_CODE("[A-Z0-9][A-Z0-9-]{1,31}"),

    /** A dealer whose records are exported. */
    EXPORTED_DEALER("[A-Za-z0-9._-]{1,32}"),

    /** Who gets an export: a code that begins with a letter. */
    RECIPIENT("[A-Za-z][A-Za-z0-9._-]{1,63}"),

    /**
     * A member of staff, a client or a unit, in one spelling: it ends up in the log, and two spellings of one person or unit
     * would be two to every rule that compares them.
     */
    PERSON("[a-z0-9][a-z0-9._:-]{0,63}"),

    /** A dealer, store or point of sale in a token, in one spelling, as the office's forms have them. */
    PLACE("[A-Z0-9][A-Z0-9._:-]{0,63}");

    private final Pattern pattern;

    ReferenceForm(String pattern) {
        this.pattern = Pattern.compile(pattern);
    }

    public boolean matches(String text) {
        return pattern.matcher(text).matches();
    }
}
