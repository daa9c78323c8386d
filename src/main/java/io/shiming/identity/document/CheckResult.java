package io.shiming.identity.document;

/** What the check characters of an organisation's code say. */
public enum CheckResult {
    OK,
    /** The form is right, a check character is not: to be confirmed by the licence register, else refused. */
    WARN_CHECK
}
