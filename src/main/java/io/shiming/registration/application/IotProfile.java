package io.shiming.registration.application;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a number of the internet of things may do (Anti-Telecom and Online Fraud Law article 12).
 *
 * @param functions of {@code voice}, {@code sms}, {@code data}; no other is unlocked
 * @param scene reference of the scene of use
 * @param deviceIds references of the devices it is bound to, at most 100
 * @param riskPassed true when the buyer's risk has been assessed and accepted
 * @param highData true for so much data that an organisation names the person who uses it
 */
record IotProfile(
        @Nullable List<String> functions,
        @Nullable String scene,
        @Nullable List<String> deviceIds,
        @Nullable Boolean riskPassed,
        @Nullable Boolean highData) {
    @Override
    public String toString() {
        return "IotProfile[withheld]";
    }
}
