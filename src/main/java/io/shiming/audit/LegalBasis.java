package io.shiming.audit;

/** Why the law allows the use. The paragraph numbers are those of PIPL article 13 unless another law is named. */
public enum LegalBasis {
    CONSENT("PIPL article 13(1)", "the person agreed"),
    CONTRACT("PIPL article 13(2)", "it is needed to make or keep a contract with the person"),
    LEGAL_DUTY("PIPL article 13(3)", "a law obliges the operator to it"),
    EMERGENCY("PIPL article 13(4)", "life, health or property must be protected in an emergency"),
    PERSONS_OWN_REQUEST("PIPL article 45", "the person exercises the right to read and copy"),
    COOPERATION_WITH_AUTHORITY("Decision of 2012, article 10", "an authority acts within its remit");

    /** The provision. */
    public final String citation;

    /** What it says, in short. */
    public final String meaning;

    LegalBasis(String citation, String meaning) {
        this.citation = citation;
        this.meaning = meaning;
    }
}
