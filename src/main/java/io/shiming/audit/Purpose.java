package io.shiming.audit;

/**
 * What data may be used for: a closed list (Order 24 article 5, PIPL article 6). There is no marketing purpose, and
 * none may be added (Decision of 2012, article 7).
 */
public enum Purpose {
    REGISTRATION("to register a contract or to change, transfer or close it"),
    CUSTOMER_SERVICE("to serve the subscriber who asks"),
    PROVISIONING("to open or bar a line according to its registration"),
    DISPUTE("to settle a complaint or a dispute about a contract"),
    DATA_SUBJECT_REQUEST("to answer a person who asks for his or her own data"),
    FRAUD_PREVENTION("to act on a line that is suspected of telecom fraud"),
    LAWFUL_ORDER("to obey an order of an authority that the law entitles to it"),
    COMPLIANCE_AUDIT("to check that the rules on personal data are kept");

    /** What it means, in words for the console and the inspector's export. */
    public final String meaning;

    Purpose(String meaning) {
        this.meaning = meaning;
    }
}
