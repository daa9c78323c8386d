package io.shiming.registration.application;

import io.shiming.identity.ProductRecord;
import io.shiming.identity.number.BusinessNumber;
import io.shiming.identity.number.ServiceNumber;
import io.shiming.identity.text.StatedUse;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a number is sold for, with what has to be known of that. */
public final class Product {
    private static final Set<String> FUNCTIONS = Set.of("voice", "sms", "data");
    private static final int MOST_DEVICES = 100;

    final ServiceType service;
    public final @Nullable ProductClass kind;
    private final @Nullable String use;
    private final ProductRecord.@Nullable Iot iot;

    private Product(
            ServiceType service, @Nullable ProductClass kind, @Nullable String use, ProductRecord.@Nullable Iot iot) {
        this.service = service;
        this.kind = kind;
        this.use = use;
        this.iot = iot;
    }

    /** A number of the internet of things is a service of its own, whether it was asked for as that or as a mobile one. */
    static Product of(SigningRequest.Service asked, boolean organisation) {
        var service = ServiceType.of(asked.type());
        var kind = ProductClass.of(asked.productClass());
        if (service == ServiceType.IOT || (service == ServiceType.MOBILE && kind == ProductClass.IOT)) {
            mustBeAbsent(asked.use(), "/use");
            if (kind != null && kind.keyService())
                throw Problem.of(Code.INVALID_ARGUMENT).at("/productClass");
            return new Product(
                    ServiceType.IOT, ProductClass.IOT, null, Problem.at("/iotProfile", () -> iot(asked.iotProfile())));
        }
        mustBeAbsent(asked.iotProfile(), "/iotProfile");
        if (kind == null) {
            mustBeAbsent(asked.use(), "/use");
            return new Product(service, null, null, null);
        }
        if (!organisation) throw Problem.of(Code.ORGANISATION_ONLY);
        if (service != ServiceType.FIXED || !kind.keyService())
            throw Problem.of(Code.INVALID_ARGUMENT).at("/productClass");
        var use = Problem.at("/use", () -> StatedUse.of(RequestText.required(asked.use(), "", Code.USE_REQUIRED)));
        return new Product(service, kind, use.verbatim(), null);
    }

    /** The number, which for the whole country is of another form than for an area. */
    ServiceNumber line(SigningRequest.Service asked) {
        var line = service.line(asked.number(), asked.accessAccount());
        if ((line instanceof BusinessNumber) != (kind == ProductClass.FOUR_HUNDRED)) {
            throw Problem.of(Code.NUMBER_INVALID);
        }
        return line;
    }

    /**
     * The people that an organisation names beside its handler: shop practice for mobile numbers, and for much data
     * (N-9, N-13).
     */
    Delegation.Needs needs() {
        boolean mobile = service == ServiceType.MOBILE;
        return new Delegation.Needs(mobile, mobile || (iot != null && iot.highData()));
    }

    /** A number stays what it was sold as: an organisation's key service does not pass to a person under another name (N-7). */
    public void mustBeOfClass(@Nullable String former, boolean organisation) {
        if (!Objects.equals(former, kind == null ? null : kind.label())) {
            var before = ProductClass.of(former);
            boolean key = before != null && before.keyService();
            throw Problem.of(key && !organisation ? Code.ORGANISATION_ONLY : Code.EVENT_NOT_APPLICABLE);
        }
    }

    @Nullable
    ProductRecord record() {
        return kind == null ? null : new ProductRecord(kind.label(), use, iot);
    }

    private static ProductRecord.Iot iot(@Nullable IotProfile given) {
        if (given == null || !Boolean.TRUE.equals(given.riskPassed())) throw Problem.of(Code.IOT_RISK_REQUIRED);
        var functions = listed(given.functions(), "/functions");
        if (!FUNCTIONS.containsAll(functions))
            throw Problem.of(Code.INVALID_ARGUMENT).at("/functions");
        var devices = listed(given.deviceIds(), "/deviceIds").stream()
                .map(id -> RequestText.reference(id, "/deviceIds", Code.IOT_RISK_REQUIRED))
                .toList();
        return new ProductRecord.Iot(
                functions,
                RequestText.reference(given.scene(), "/scene", Code.IOT_RISK_REQUIRED),
                devices,
                Boolean.TRUE.equals(given.highData()));
    }

    private static List<String> listed(@Nullable List<String> given, String field) {
        if (given == null || given.isEmpty())
            throw Problem.of(Code.IOT_RISK_REQUIRED).at(field);
        if (given.size() > MOST_DEVICES || given.contains(null))
            throw Problem.of(Code.INVALID_ARGUMENT).at(field);
        return List.copyOf(given);
    }

    private static void mustBeAbsent(@Nullable Object value, String field) {
        if (value != null) throw Problem.of(Code.FIELD_NOT_ALLOWED).at(field);
    }
}
