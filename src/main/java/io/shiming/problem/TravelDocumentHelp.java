package io.shiming.problem;

/** What is told where a foreign travel document is not one that is accepted. */
public final class TravelDocumentHelp {
    private static final String OTHER =
            "Use another document that is accepted, such as a travel permit, a residence permit or another passport.";

    private TravelDocumentHelp() {}

    /** The issuing state or body, or the holder's status in the zone, is not accepted. */
    public static Help stateNotAccepted() {
        return Help.of(
                "Travel documents of this issuing state, body or status of the holder are not accepted.",
                OTHER,
                Help.CARD);
    }

    /** The document code in the zone tells of a document that is no ordinary passport. */
    public static Help documentCodeNotAccepted() {
        return Help.of(
                "Emergency passports and travel documents of refugees or stateless persons are not accepted.",
                OTHER,
                Help.CARD);
    }

    /** A zone names a state that is none. */
    public static Help zoneStateUnknown() {
        return Help.of(
                "The machine-readable zone names a state or nationality that is not known.",
                "Read the three letters of the state again, in both lines of the zone.",
                "the applicant's valid passport");
    }
}
