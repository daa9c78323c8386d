package io.shiming.registration.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.shiming.fixture.ApiCallers;
import io.shiming.fixture.AuthorityStandIn;
import io.shiming.fixture.InParallel;
import io.shiming.fixture.OrganisationForms;
import io.shiming.fixture.RegistrationForms;
import io.shiming.fixture.RequestForm;
import io.shiming.fixture.Superuser;
import io.shiming.registration.SecondCounter;
import io.shiming.trial.Mood;
import io.shiming.vault.Vault;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers that are sold for something: key services of organisations, and the internet of things. */
@QuarkusTest
@DisplayName("product classes")
class ProductsTest {
    private static final AtomicInteger NEXT = new AtomicInteger();

    @Inject
    ApiCallers callers;

    @Inject
    Superuser superuser;

    @Inject
    AuthorityStandIn authority;

    @Inject
    SecondCounter second;

    @Inject
    Vault vault;

    @AfterEach
    void toAHealthyAuthority() {
        authority.is(Mood.NORMAL);
    }

    @ParameterizedTest
    @DisplayName("an individual applies")
    @ValueSource(strings = {"voice-line", "400", "one-number", "switchboard"})
    @Tag("N-7")
    void aPersonGetsNoNumberOfAKeyService(String kind) {
        for (var line : List.of(RegistrationForms.fixed(), RegistrationForms.mobile())) {
            callers.clerk()
                    .sign(line.with("service.productClass", kind).with("service.use", "客服热线"))
                    .mustRefuse(422, "ORGANISATION_ONLY")
                    .mustHelp();
        }
    }

    @ParameterizedTest
    @DisplayName("five numbers of each class, and the use is registered")
    @ValueSource(strings = {"voice-line", "400", "one-number", "switchboard"})
    @Tag("N-7")
    void anOrganisationGetsFiveNumbersOfAClassAndNoSixth(String kind) {
        // Given
        var firm = OrganisationForms.fresh();
        RequestForm last = null;
        for (int number = 1; number <= 5; number++) {
            last = firm.signs(keyLine(kind));
            callers.clerk().sign(last).mustBe(201);
        }
        // When
        var sixth = firm.signs(keyLine(kind));
        // Then
        callers.clerk().sign(sixth).mustRefuse(409, "PRODUCT_LIMIT").mustHelp();
        callers.clerk()
                .sign(firm.signs(keyLine(kind.equals("400") ? "switchboard" : "400")))
                .mustBe(201);
        callers.clerk().sign(firm.signs(RegistrationForms.fixed())).mustBe(201);
        callers.clerk().sign(OrganisationForms.fresh().signs(sixth)).mustBe(201);
        callers.named("clerk-1-ridge").sign(firm.signs(keyLine(kind))).mustBe(201);
        var shown = callers.auditor().lookUp(RegistrationForms.audit(last)).mustBe(200);
        assertThat(shown.text("/subscriber/productClass")).isEqualTo(kind);
        assertThat(shown.text("/subscriber/use")).isEqualTo("客服热线");
    }

    @Test
    @DisplayName("exact, over two instances at once")
    @Tag("N-7")
    void ofTwentyOrdersAtOnceExactlyFiveSucceed() {
        // Given
        var firm = OrganisationForms.fresh();
        var forms = Stream.generate(() -> firm.signs(keyLine("400"))).limit(20).toList();
        var clerk = callers.named("clerk-1-ridge");
        // When
        var answers = InParallel.run(
                20,
                i -> i % 2 == 0
                        ? clerk.sign(forms.get(i)).text("/status").replace("409", "PRODUCT_LIMIT")
                        : second.sign(vault, forms.get(i).json().toString()));
        // Then
        assertThat(answers).containsOnly("ACTIVE", "PRODUCT_LIMIT");
        assertThat(answers.stream().filter("ACTIVE"::equals)).hasSize(5);
    }

    @Test
    @DisplayName("a closed number makes room")
    @Tag("N-7")
    void aClosedNumberMakesRoom() {
        // Given
        var firm = OrganisationForms.fresh();
        String first = "";
        for (int number = 1; number <= 5; number++) {
            first = callers.clerk().sign(firm.signs(keyLine("400"))).mustBe(201).registration();
        }
        // When
        superuser.run("UPDATE registry.service_line l SET status = 'CLOSED', closed_at = now()"
                + " FROM registry.registration r WHERE r.person_id = l.person_id"
                + " AND r.registration_id = l.registration_id AND r.public_id = '" + first + "'");
        // Then
        callers.clerk().sign(firm.signs(keyLine("400"))).mustBe(201);
        callers.clerk().sign(firm.signs(keyLine("400"))).mustRefuse(409, "PRODUCT_LIMIT");
    }

    @Test
    @DisplayName("exact for those that waited for the registers too")
    @Tag("N-7")
    void ofTwoThatWaitedForTheLastPlaceOneGetsIt() {
        // Given
        var firm = OrganisationForms.fresh();
        for (int number = 1; number <= 4; number++) {
            callers.clerk().sign(firm.signs(keyLine("400"))).mustBe(201);
        }
        authority.is(Mood.ERROR);
        var one = callers.clerk().sign(firm.signs(keyLine("400"))).mustBe(202);
        var other = callers.clerk().sign(firm.signs(keyLine("400"))).mustBe(202);
        // When
        authority.isBack();
        // Then
        await().untilAsserted(() -> assertThat(Stream.of(one, other)
                        .map(each -> callers.clerk().standing(each.registration()))
                        .map(each -> each.text("/status") + each.text("/code")))
                .containsExactlyInAnyOrder("ACTIVE", "REFUSEDPRODUCT_LIMIT"));
    }

    @Test
    @DisplayName("no number without its use")
    @Tag("N-7")
    void theUseMustBeStated() {
        var form = OrganisationForms.fresh().signs(keyLine("switchboard"));
        callers.clerk()
                .sign(form.without("service.use"))
                .mustRefuse(422, "USE_REQUIRED")
                .mustHelp();
        callers.clerk().sign(form.with("service.use", "用")).mustRefuse(400, "INVALID_ARGUMENT");
        callers.clerk()
                .sign(RegistrationForms.fixed().with("service.use", "客服热线"))
                .mustRefuse(422, "FIELD_NOT_ALLOWED");
    }

    @Test
    @DisplayName("a 400 number is of its own form")
    @Tag("N-7")
    void theClassAndTheNumberMustFit() {
        var firm = OrganisationForms.fresh();
        callers.clerk()
                .sign(firm.signs(RegistrationForms.fixed())
                        .with("service.productClass", "400")
                        .with("service.use", "客服热线"))
                .mustRefuse(422, "NUMBER_INVALID");
        callers.clerk()
                .sign(firm.signs(keyLine("400")).with("service.productClass", "voice-line"))
                .mustRefuse(422, "NUMBER_INVALID");
        callers.clerk()
                .sign(firm.signs(RegistrationForms.fixed()).with("service.productClass", "tv"))
                .mustRefuse(400, "INVALID_ARGUMENT");
    }

    @ParameterizedTest
    @DisplayName("functions, scene, devices, passed risk")
    @ValueSource(
            strings = {
                "service.iotProfile",
                "service.iotProfile.functions",
                "service.iotProfile.scene",
                "service.iotProfile.deviceIds",
                "service.iotProfile.riskPassed"
            })
    @Tag("AF-12a")
    void aNumberForThingsWithoutItsProfileIsRefused(String without) {
        callers.clerk()
                .sign(things().without(without))
                .mustRefuse(422, "IOT_RISK_REQUIRED")
                .mustHelp();
    }

    @Test
    @DisplayName("a risk that was found is no passed one")
    @Tag("AF-12a")
    void aBuyerWhoseRiskIsTooHighIsRefused() {
        callers.clerk()
                .sign(things().with("service.iotProfile.riskPassed", false))
                .mustRefuse(422, "IOT_RISK_REQUIRED")
                .mustHelp();
        callers.clerk()
                .sign(things().with("service.iotProfile.functions", List.of("telepathy")))
                .mustRefuse(400, "INVALID_ARGUMENT");
        callers.clerk()
                .sign(things().with("service.iotProfile.deviceIds", List.of()))
                .mustRefuse(422, "IOT_RISK_REQUIRED");
    }

    @ParameterizedTest
    @DisplayName("2.5: thirteen digits, asked for as a mobile number or as what it is")
    @ValueSource(strings = {"iot", "mobile"})
    @Tag("AF-12a")
    void aNumberForThingsIsRegistered(String type) {
        var form = things().with("service.type", type);
        callers.clerk().sign(form).mustBe(201);
        var line = callers.provisioning()
                .lineStatus(RequestForm.empty().with("type", "iot").with("number", form.text("service.number")))
                .mustBe(200);
        assertThat(line.json().at("/mayActivate").asBoolean()).isTrue();
    }

    @Test
    @DisplayName("2.5: eleven digits sold for a thing are a person's number")
    @Tag("AF-12a")
    void aMobileNumberIsNotSoldForAThing() {
        callers.clerk().sign(things().with("service.number", "13900000001")).mustRefuse(422, "NUMBER_INVALID");
    }

    @Test
    @DisplayName("section 4 row 3: numbers for things do not count")
    @Tag("N-5")
    void numbersForThingsAreNoCards() {
        // Given
        var person = RegistrationForms.mobile();
        callers.clerk().sign(person).mustBe(201);
        for (int card = 2; card <= 5; card++) {
            callers.clerk().sign(RegistrationForms.anotherMobile(person)).mustBe(201);
        }
        // Then
        callers.clerk()
                .sign(RegistrationForms.anotherMobile(person)
                        .with("service", things().json().path("service")))
                .mustBe(201);
        callers.clerk().sign(RegistrationForms.anotherMobile(person)).mustRefuse(409, "CARD_LIMIT");
    }

    @Test
    @DisplayName("much data, and a person behind it")
    @Tag("N-13")
    void anOrganisationsNumberWithMuchDataHasAUser() {
        var much = things().with("service.iotProfile.highData", true);
        callers.clerk()
                .sign(OrganisationForms.fresh().signs(much))
                .mustRefuse(422, "ACTUAL_USER_REQUIRED")
                .mustHelp();
        callers.clerk().sign(OrganisationForms.fresh().complete().signs(much)).mustBe(201);
        callers.clerk().sign(OrganisationForms.fresh().signs(things())).mustBe(201);
    }

    private static RequestForm keyLine(String kind) {
        var line = RegistrationForms.fixed().with("service.productClass", kind).with("service.use", "客服热线");
        return kind.equals("400") ? line.with("service.number", "400%07d".formatted(NEXT.incrementAndGet())) : line;
    }

    private static RequestForm things() {
        return RegistrationForms.mobile()
                .with("service.productClass", "iot")
                .with("service.number", "144%010d".formatted(NEXT.incrementAndGet()))
                .with("service.iotProfile.functions", List.of("data"))
                .with("service.iotProfile.scene", "METERS-1")
                .with("service.iotProfile.deviceIds", List.of("DEVICE-1"))
                .with("service.iotProfile.riskPassed", true);
    }
}
