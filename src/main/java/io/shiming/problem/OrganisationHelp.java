package io.shiming.problem;

import org.jspecify.annotations.Nullable;

/** The help for a person who signs for an organisation. */
final class OrganisationHelp {
    private static final String CERTIFICATE = "the organisation's certificate with its unified social credit code";
    private static final String LETTER = "the organisation's letter of authority with its dates";
    private static final String HANDLER = "the handler's valid identity document";

    private OrganisationHelp() {}

    static @Nullable Help with(Code code) {
        return switch (code) {
            case HANDLER_REQUIRED ->
                Help.of(
                        "An organisation signs through an adult handler whose identity is checked.",
                        "The handler comes in person with a document of his own.",
                        CERTIFICATE,
                        HANDLER,
                        LETTER);
            case AUTHORIZATION_REQUIRED, AUTHORIZATION_NOT_IN_FORCE ->
                Help.of(
                        "A handler signs by a letter of authority that covers today.",
                        "Bring a letter of authority that is in force.",
                        CERTIFICATE,
                        HANDLER,
                        LETTER);
            case RESPONSIBLE_PERSON_REQUIRED ->
                Help.of(
                        "A responsible person must answer for an organisation's mobile number.",
                        "Name the responsible person and bring that person's document.",
                        "the responsible person's valid identity document");
            case ACTUAL_USER_REQUIRED ->
                Help.of(
                        "The person who will use the number must be known.",
                        "Name the person who will use it and bring that person's document.",
                        "the actual user's valid identity document");
            case ORGANISATION_ONLY ->
                Help.of(
                        "Voice lines, 400, one-number and switchboard numbers are for organisations.",
                        "Apply as an organisation, or choose an ordinary number.",
                        CERTIFICATE,
                        HANDLER,
                        LETTER);
            case USE_REQUIRED ->
                Help.of("What a number of this class is used for must be registered.", "State the use.", CERTIFICATE);
            case IOT_RISK_REQUIRED ->
                Help.of(
                        "A number for things is sold for known functions, a known scene and known devices.",
                        "State functions, scene and devices, and have the risk assessed.",
                        "the description of the devices and of their use");
            case PRODUCT_LIMIT ->
                Help.of(
                        "An organisation may hold at most five numbers of this class with one operator.",
                        "Close a number of the class that is no longer used.",
                        CERTIFICATE,
                        HANDLER,
                        LETTER);
            default -> null;
        };
    }
}
