package io.shiming.registration.integrity;

import static org.assertj.core.api.Assertions.assertThat;

import io.shiming.audit.row.RowDigest;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class BoundRowsTest {
    /** The columns of a signing and their names in the digest, as entries bound them since the first version. */
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("public_id", "publicId"),
            Map.entry("contract_ref", "contractRef"),
            Map.entry("event", "event"),
            Map.entry("service_type", "serviceType"),
            Map.entry("product_class", "productClass"),
            Map.entry("capture_method", "captureMethod"),
            Map.entry("capture_device", "captureDevice"),
            Map.entry("dealer_code", "dealer"),
            Map.entry("store_code", "store"),
            Map.entry("clerk", "clerk"),
            Map.entry("signed_at", "signedAt"));

    @Test
    void theDigestOfAContractNamesItsColumnsAsBefore() {
        // Given
        var stated = new TreeMap<String, String>();
        var digested = new TreeMap<>(
                Map.of("operator", "1", "person", "2", "registration", "3", "numberIndex", "n", "documentIndex", "d"));
        NAMES.forEach((column, name) -> {
            stated.put(column, "value of " + column);
            digested.put(name, "value of " + column);
        });
        // When
        var rows = new BoundRows(1, 2, 3).contract(stated, "n", "d", false);
        // Then
        assertThat(rows.digests()).containsExactly(RowDigest.of("contract", rows.salt(), digested));
        digested.put("organisation", "true");
        var firm = new BoundRows(1, 2, 3).contract(stated, "n", "d", true);
        assertThat(firm.digests()).containsExactly(RowDigest.of("contract", firm.salt(), digested));
    }
}
