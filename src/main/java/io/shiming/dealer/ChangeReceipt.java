package io.shiming.dealer;

import io.shiming.audit.Receipt;
import io.shiming.audit.Receipted;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * What the office is told after a change.
 *
 * @param changed kind and code of what was changed
 * @param receipt the audit entry that tells of it
 */
@Schema(name = "Changed") // as published
record ChangeReceipt(String changed, Receipt receipt) implements Receipted {
    static RestResponse<ChangeReceipt> answer(String what, Receipt receipt) {
        return RestResponse.ok(new ChangeReceipt(what, receipt));
    }
}
