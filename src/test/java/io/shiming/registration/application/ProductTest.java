package io.shiming.registration.application;

import static io.shiming.identity.Refusals.refusalOf;
import static io.shiming.registration.application.Counter.accepted;
import static io.shiming.registration.application.Counter.byFirm;
import static io.shiming.registration.application.Counter.fixed;
import static io.shiming.registration.application.Counter.refusal;
import static io.shiming.registration.application.Counter.things;
import static org.assertj.core.api.Assertions.assertThat;

import io.shiming.fixture.RequestForm;
import io.shiming.problem.Code;
import io.shiming.registration.application.SigningRequest.Service;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProductTest {
    private static final List<String> KEY_SERVICES = List.of("voice-line", "400", "one-number", "switchboard");

    @ParameterizedTest
    @EnumSource(ProductClass.class)
    void aClassIsReadByItsLabel(ProductClass kind) {
        assertThat(ProductClass.of(kind.label())).isEqualTo(kind);
        assertThat(KEY_SERVICES.contains(kind.label())).isEqualTo(kind.keyService());
    }

    @Test
    void anotherClassIsNone() {
        assertThat(ProductClass.of(null)).isNull();
        assertThat(refusalOf(() -> ProductClass.of("FOUR_HUNDRED"))).isEqualTo(Code.INVALID_ARGUMENT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"voice-line", "400", "one-number", "switchboard"})
    @Tag("N-7")
    void aKeyServiceIsAFixedNumberOfAnOrganisation(String kind) {
        for (var service : ServiceType.values()) {
            var asked = service(service.label(), kind, "客服热线", null);
            var person = refusalOf(() -> Product.of(asked, false));
            var firm = refusalUnlessFixed(service, asked);
            if (service == ServiceType.IOT) {
                assertThat(person).as("a use is no thing's").isEqualTo(Code.FIELD_NOT_ALLOWED);
                assertThat(firm).isEqualTo(Code.FIELD_NOT_ALLOWED);
            } else {
                assertThat(person).as(service.label()).isEqualTo(Code.ORGANISATION_ONLY);
                assertThat(firm)
                        .as(service.label())
                        .isEqualTo(service == ServiceType.FIXED ? null : Code.INVALID_ARGUMENT);
            }
        }
        var thing = service("iot", kind, null, profile());
        assertThat(refusalOf(() -> Product.of(thing, true))).isEqualTo(Code.INVALID_ARGUMENT);
    }

    @Test
    @Tag("N-7")
    void theUseOfAKeyServiceIsStated() {
        assertThat(refusalOf(() -> Product.of(service("fixed", "400", null, null), true)))
                .isEqualTo(Code.USE_REQUIRED);
        assertThat(refusalOf(() -> Product.of(service("fixed", null, "客服热线", null), true)))
                .isEqualTo(Code.FIELD_NOT_ALLOWED);
        assertThat(refusalOf(() -> Product.of(service("fixed", "400", "用", null), true)))
                .isEqualTo(Code.INVALID_ARGUMENT);
        var record = Product.of(service("fixed", "400", "客服热线", null), true).record();
        assertThat(record).isNotNull();
        assertThat(record.productClass()).isEqualTo("400");
        assertThat(record.use()).isEqualTo("客服热线");
        assertThat(record.iot()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "400, 4000000001,",
        "400, 01060000001, NUMBER_INVALID",
        "switchboard, 01060000001,",
        "switchboard, 4000000001, NUMBER_INVALID",
        ", 01060000001,",
        ", 4000000001, NUMBER_INVALID"
    })
    @Tag("N-7")
    void aNumberForTheWholeCountryIsOfItsOwnClass(@Nullable String kind, String number, @Nullable Code code) {
        var form = byFirm(fixed()).with("service.number", number);
        var sold = kind == null ? form : form.with("service.productClass", kind).with("service.use", "客服热线");
        if (code == null) {
            assertThat(accepted(sold).line.canonical()).endsWith(number.replaceFirst("^0", ""));
        } else {
            assertThat(refusal(sold)).isEqualTo(code);
        }
    }

    @ParameterizedTest
    @CsvSource({"iot,", "iot, iot", "mobile, iot"})
    @Tag("AF-12a")
    void aNumberForThingsIsAServiceOfItsOwn(String type, @Nullable String kind) {
        var product = Product.of(service(type, kind, null, profile()), false);
        assertThat(product.service).isEqualTo(ServiceType.IOT);
        assertThat(product.kind).isEqualTo(ProductClass.IOT);
        var record = product.record();
        assertThat(record).isNotNull();
        assertThat(record.iot()).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({"fixed", "internet"})
    void aLineIsNotSoldForThings(String type) {
        assertThat(refusalOf(() -> Product.of(service(type, "iot", null, null), false)))
                .isEqualTo(Code.ORGANISATION_ONLY);
        assertThat(refusalOf(() -> Product.of(service(type, "iot", null, null), true)))
                .isEqualTo(Code.INVALID_ARGUMENT);
        assertThat(refusalOf(() -> Product.of(service(type, null, null, profile()), true)))
                .isEqualTo(Code.FIELD_NOT_ALLOWED);
    }

    @Test
    void aPlainNumberIsOfNoClass() {
        var product = Product.of(service("mobile", null, null, null), false);
        assertThat(product.service).isEqualTo(ServiceType.MOBILE);
        assertThat(product.kind).isNull();
        assertThat(product.record()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".functions", ".scene", ".deviceIds", ".riskPassed"})
    @Tag("AF-12a")
    void aNumberForThingsHasEveryPartOfItsProfile(String part) {
        assertThat(refusal(things().without("service.iotProfile" + part))).isEqualTo(Code.IOT_RISK_REQUIRED);
    }

    @Test
    @Tag("AF-12a")
    void aRiskThatWasFoundIsNoPassedOne() {
        assertThat(refusal(things().with("service.iotProfile.riskPassed", false)))
                .isEqualTo(Code.IOT_RISK_REQUIRED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"functions", "deviceIds"})
    @Tag("AF-12a")
    void aListHasSomethingInIt(String list) {
        assertThat(refusal(profiled(list, List.of()))).isEqualTo(Code.IOT_RISK_REQUIRED);
        assertThat(refusal(profiled(list, Collections.singletonList(null)))).isEqualTo(Code.INVALID_ARGUMENT);
    }

    @Test
    @Tag("AF-12a")
    void onlyVoiceMessagesAndDataAreUnlocked() {
        assertThat(accepted(profiled("functions", List.of("voice", "sms", "data"))).service)
                .isEqualTo(ServiceType.IOT);
        assertThat(refusal(profiled("functions", List.of("data", "video")))).isEqualTo(Code.INVALID_ARGUMENT);
    }

    @Test
    @Tag("AF-12a")
    void aNumberIsBoundToAHundredDevicesAtMost() {
        assertThat(accepted(profiled("deviceIds", Collections.nCopies(100, "D"))).service)
                .isEqualTo(ServiceType.IOT);
        assertThat(refusal(profiled("deviceIds", Collections.nCopies(101, "D"))))
                .isEqualTo(Code.INVALID_ARGUMENT);
        assertThat(refusal(profiled("deviceIds", List.of("no device")))).isEqualTo(Code.INVALID_ARGUMENT);
        assertThat(refusal(profiled("deviceIds", List.of("")))).isEqualTo(Code.IOT_RISK_REQUIRED);
        assertThat(refusal(profiled("scene", "no scene"))).isEqualTo(Code.INVALID_ARGUMENT);
    }

    @ParameterizedTest
    @CsvSource({"mobile, true, true", "fixed, false, false", "internet, false, false", "iot, false, false"})
    @Tag("N-9")
    void anOrganisationNamesMorePeopleForAMobileNumber(String type, boolean responsible, boolean user) {
        var product = Product.of(service(type, null, null, type.equals("iot") ? profile() : null), true);
        assertThat(product.needs()).isEqualTo(new Delegation.Needs(responsible, user));
    }

    @Test
    @Tag("N-13")
    void anOrganisationNamesTheUserOfMuchData() {
        var much = new IotProfile(List.of("data"), "S", List.of("D"), true, true);
        assertThat(Product.of(service("iot", null, null, much), true).needs())
                .isEqualTo(new Delegation.Needs(false, true));
    }

    @ParameterizedTest
    @CsvSource({
        ", , false,",
        "400, 400, true,",
        "400, , false, ORGANISATION_ONLY",
        "400, , true, EVENT_NOT_APPLICABLE",
        "400, switchboard, true, EVENT_NOT_APPLICABLE",
        ", 400, true, EVENT_NOT_APPLICABLE",
        "iot, , false, EVENT_NOT_APPLICABLE"
    })
    @Tag("N-7")
    void aNumberStaysWhatItWasSoldAs(
            @Nullable String former, @Nullable String now, boolean organisation, @Nullable Code code) {
        var product = Product.of(service("fixed", now, now == null ? null : "客服热线", null), now != null);
        if (code == null) {
            product.mustBeOfClass(former, organisation);
            assertThat(product.kind == null ? null : product.kind.label()).isEqualTo(former);
        } else {
            assertThat(refusalOf(() -> product.mustBeOfClass(former, organisation)))
                    .isEqualTo(code);
        }
    }

    private static @Nullable Code refusalUnlessFixed(ServiceType service, Service asked) {
        if (service == ServiceType.FIXED) {
            assertThat(Product.of(asked, true).service).isEqualTo(service);
            return null;
        }
        return refusalOf(() -> Product.of(asked, true));
    }

    private static Service service(
            String type, @Nullable String kind, @Nullable String use, @Nullable IotProfile profile) {
        var form = RequestForm.empty()
                .with("service.type", type)
                .with("service.productClass", kind)
                .with("service.use", use)
                .with("service.iotProfile", profile);
        return Objects.requireNonNull(Counter.request(form).service());
    }

    private static IotProfile profile() {
        return new IotProfile(List.of("data"), "S", List.of("D"), true, null);
    }

    private static RequestForm profiled(String part, Object value) {
        return things().with("service.iotProfile." + part, value);
    }
}
