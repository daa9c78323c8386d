package io.shiming.registration.application;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The holder until now, as the point of sale sends it: an adult at the counter with a document of his own; or a minor
 * with the guardian, a holder who sends an agent, an organisation through its handler, or the dead through next of kin.
 *
 * @param name as the document shows it; not of an organisation, nor of the dead
 * @param document the document shown; of the dead only type, number and issuing country, as their papers tell
 * @param release reference of the signed release of the number; any of these people may have signed it
 * @param organisation in place of name, document, address and capture
 * @param guardian of a holder who is not of age
 * @param agent where the service may be signed for by one
 * @param kin of a holder who has died
 */
record FormerHolderBlock(
        @Nullable String name,
        PartyBlocks.@Nullable Document document,
        @Nullable String address,
        PartyBlocks.@Nullable Capture capture,
        @Nullable String release,
        @Nullable OrganisationBlock organisation,
        PartyBlocks.@Nullable Guardian guardian,
        PartyBlocks.@Nullable Agent agent,
        @Nullable Kin kin) {
    @Override
    public String toString() {
        return "FormerHolderBlock[withheld]";
    }

    /**
     * Next of kin, or who inherits by will or by law (Civil Code articles 1127, 1128 and 1133), with a document of his own.
     *
     * @param kinshipProof reference of the proof of kinship or of inheritance
     * @param deathCertificate reference of the death certificate
     */
    record Kin(
            @Nullable String name,
            PartyBlocks.@Nullable Document document,
            @Nullable String address,
            PartyBlocks.@Nullable Capture capture,

            @Schema(enumeration = {"spouse", "child", "parent", "sibling", "grandparent", "grandchild", "heir"})
            @Nullable
            String relation,

            @Nullable String kinshipProof,
            @Nullable String deathCertificate) {
        @Override
        public String toString() {
            return "Kin[withheld]";
        }
    }
}
