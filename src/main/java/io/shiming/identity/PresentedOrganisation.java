package io.shiming.identity;

import io.shiming.identity.document.OrganisationDocument;
import io.shiming.identity.name.OrganisationName;
import io.shiming.identity.text.PostalAddress;

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
