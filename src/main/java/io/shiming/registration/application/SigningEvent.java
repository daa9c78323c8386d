package io.shiming.registration.application;

import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Why a person signs (Order 25 article 3: installing, relocating and transferring a fixed line, opening and
 * transferring a mobile number, and the like). Adding a feature is not on the law's final list: the service takes it,
 * and never demands it.
 */
public enum SigningEvent {
    OPEN("opened", EnumSet.of(ServiceType.MOBILE, ServiceType.IOT)),
    INSTALL("installed", EnumSet.of(ServiceType.FIXED, ServiceType.INTERNET)),
    RELOCATE("relocated", EnumSet.of(ServiceType.FIXED, ServiceType.INTERNET)),
    REISSUE("reissued", EnumSet.of(ServiceType.MOBILE, ServiceType.IOT)),
    TRANSFER("transferred", EnumSet.allOf(ServiceType.class)),
    LEGACY_SUPPLEMENT("supplemented", EnumSet.allOf(ServiceType.class)),
    REVERIFY("reverified", EnumSet.allOf(ServiceType.class)),
    ADD_FEATURE("extended", EnumSet.allOf(ServiceType.class));

    /** What the line that ends with it has become. */
    public final String done;

    private final Set<ServiceType> services;

    SigningEvent(String done, Set<ServiceType> services) {
        this.done = done;
        this.services = services;
    }

    /** The event of that name; EVENT_NOT_APPLICABLE if this service knows none of that name. */
    static SigningEvent of(@Nullable String label, ServiceType service) {
        if (label == null) {
            throw Problem.of(Code.FIELD_REQUIRED);
        }
        return Arrays.stream(values())
                .filter(event -> event.label().equals(label) && event.services.contains(service))
                .findFirst()
                .orElseThrow(() -> Problem.of(Code.EVENT_NOT_APPLICABLE));
    }

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether a line that is there already goes on under the new registration. */
    public boolean succeeds() {
        return this != OPEN && this != INSTALL;
    }

    /** Whether its subscriber has one line more than before. */
    boolean adds() {
        return !succeeds() || this == TRANSFER || this == LEGACY_SUPPLEMENT;
    }
}
