package io.shiming.identity;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a number is sold for, where the law asks for it, as sealed with the identity.
 *
 * @param productClass {@code voice-line}, {@code 400}, {@code one-number}, {@code switchboard} or {@code iot}
 * @param use the stated use of an organisation's number
 * @param iot what a number of the internet of things may do, where, in which devices
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ProductRecord(
        String productClass, @Nullable String use, @Nullable Iot iot) {

    /**
     * Anti-Telecom and Online Fraud Law, article 12.
     *
     * @param functions of {@code voice}, {@code sms}, {@code data}
     * @param scene reference of the scene of use
     * @param devices references of the devices it is bound to
     * @param highData whether it carries so much data that a person must be known behind it
     */
    public record Iot(List<String> functions, String scene, List<String> devices, boolean highData) {
        @Override
        public String toString() {
            return "Iot[withheld]";
        }
    }

    @Override
    public String toString() {
        return "ProductRecord[withheld]";
    }
}
