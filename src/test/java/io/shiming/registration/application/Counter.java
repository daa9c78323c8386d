package io.shiming.registration.application;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.shiming.fixture.RequestForm;
import io.shiming.fixture.SyntheticNumbers;
import io.shiming.identity.Refusals;
import io.shiming.problem.Code;
import io.shiming.problem.http.StrictJson;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Forms at a counter whose day and moment never change, and what the rules say of them without a service. */
final class Counter {
    static final LocalDate TODAY = LocalDate.of(2026, 11, 21);
    static final Instant NOW = Instant.parse("2026-11-21T04:00:00Z"); // noon in Shanghai
    static final Set<ServiceType> PROXIES = EnumSet.of(ServiceType.FIXED, ServiceType.INTERNET);

    static final String CITIZEN = "11000019900307001X";
    static final String ANOTHER = "310000198506150022";
    static final String LATER = "2030-06-01";

    private static final ObjectMapper JSON = json();

    private Counter() {}

    static RequestForm mobile() {
        return seen(contract("mobile", "open")).with("service.number", "13900000001");
    }

    static RequestForm fixed() {
        return contract("fixed", "install").with("service.number", "01060000001");
    }

    static RequestForm internet() {
        return contract("internet", "install")
                .with("service.accessAccount", "line-1@test")
                .with("service.installationAddress", "测试省样例市安装路1号");
    }

    static RequestForm things() {
        return seen(contract("iot", "open"))
                .with("service.number", "1440000000001")
                .with("service.iotProfile.functions", new String[] {"data"})
                .with("service.iotProfile.scene", "METERS-1")
                .with("service.iotProfile.deviceIds", new String[] {"DEVICE-1"})
                .with("service.iotProfile.riskPassed", true);
    }

    static RequestForm of(String service) {
        return switch (service) {
            case "mobile" -> mobile();
            case "fixed" -> fixed();
            case "internet" -> internet();
            case "iot" -> things();
            default -> throw new IllegalArgumentException(service);
        };
    }

    /** The form, signed by the handler of an organisation. */
    static RequestForm byFirm(RequestForm form) {
        return form.without("subscriber").without("capture").with("organisation", firm().json());
    }

    /** The form of a firm with the people that its service asks for. */
    static RequestForm byCompleteFirm(RequestForm form) {
        return person(
                person(byFirm(form), "organisation.responsiblePerson", ANOTHER), "organisation.actualUser", CITIZEN);
    }

    static RequestForm firm() {
        var block = RequestForm.empty()
                .with("name", "测试虚构有限公司")
                .with("address", "测试省样例市公司路1号")
                .with("document.type", "USCC_LIC")
                .with("document.number", "91310000MA0000007L")
                .with("document.expiresOn", "long-term")
                .with("authorizationRef", "LETTER-1")
                .with("authorizedFrom", TODAY.toString())
                .with("authorizedUntil", TODAY.toString());
        return person(block, "handler", ANOTHER);
    }

    /** The form with a person in this part, whose card is read. */
    static RequestForm person(RequestForm form, String part, String number) {
        return form.with(part + ".name", "测试同伴")
                .with(part + ".address", "测试省样例市同伴路1号")
                .with(part + ".document.type", "RIC")
                .with(part + ".document.number", number)
                .with(part + ".document.expiresOn", LATER)
                .with(part + ".capture.method", "reader")
                .with(part + ".capture.device", "READER-1");
    }

    static RequestForm guarded(RequestForm form, String guardian) {
        return person(form, "guardian", guardian)
                .with("guardian.relation", "parent")
                .with("guardian.kinshipProof", "KIN-1");
    }

    static RequestForm represented(RequestForm form, String agent) {
        return person(form, "agent", agent).with("agent.authority", "LETTER-1");
    }

    /** The form as a transfer from a person whose card is read. */
    static RequestForm transfer(RequestForm form, String holder) {
        return person(form.with("event", "transfer"), "formerHolder", holder).with("formerHolder.release", "RELEASE-1");
    }

    /** The form for a holder born on this day. */
    static RequestForm bornOn(RequestForm form, LocalDate day) {
        return form.with("subscriber.document.number", card(day));
    }

    /** The number of the card of a person born on this day. */
    static String card(LocalDate bornOn) {
        return SyntheticNumbers.residentCard(110_000, bornOn, 997);
    }

    static SigningRequest request(RequestForm form) {
        try {
            return JSON.treeToValue(form.json(), SigningRequest.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** What the form says; a refusal fails the test. */
    static Application accepted(RequestForm form) {
        return application(form, null);
    }

    static Application reviewed(RequestForm form) {
        return application(form, "clerk-2");
    }

    static Code refusal(RequestForm form) {
        return Refusals.refusalOf(() -> accepted(form));
    }

    private static Application application(RequestForm form, @Nullable String reviewer) {
        return new Application(request(form), reviewer, PROXIES, true, TODAY, NOW);
    }

    private static RequestForm contract(String service, String event) {
        return RequestForm.empty()
                .with("contractRef", "C-1")
                .with("event", event)
                .with("service.type", service)
                .with("subscriber.name", "测试甲")
                .with("subscriber.address", "测试省样例市虚构路1号")
                .with("subscriber.document.type", "RIC")
                .with("subscriber.document.number", CITIZEN)
                .with("subscriber.document.expiresOn", LATER)
                .with("capture.method", "reader")
                .with("capture.device", "READER-1")
                .with("notice.version", "2026-11")
                .with("notice.language", "zh")
                .with("notice.acknowledgedAt", NOW.toString())
                .with("notice.riskNoticeAcknowledged", true);
    }

    private static RequestForm seen(RequestForm form) {
        return form.with("match.by", "face")
                .with("match.result", "pass")
                .with("match.vendor", "V-1")
                .with("livePhoto", "PHOTO-1")
                .with("notice.separateConsent", true);
    }

    private static ObjectMapper json() {
        var mapper = new ObjectMapper();
        new StrictJson().customize(mapper);
        return mapper;
    }
}
