package io.shiming.identity;

/**
 * An organisation as its certificate tells: the four things of Order 25 article 9.
 *
 * @param address where the certificate says it is
 */
public record PresentedOrganisation(OrganisationName name, OrganisationDocument document, PostalAddress address) {
    @Override
    public String toString() {
        return "PresentedOrganisation[withheld]";
    }
}
