package io.shiming.registration.person;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.shiming.fixture.ApiCallers;
import io.shiming.fixture.ApiReply;
import io.shiming.fixture.JoinDesk;
import io.shiming.fixture.RegistrationForms;
import io.shiming.fixture.RequestForm;
import io.shiming.lookup.OwnNumbersTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a holder proves, and what an order opens, with another document of the same person. */
@QuarkusTest
class JoinedProofsTest {
    @Inject
    ApiCallers callers;

    @Inject
    JoinDesk desk;

    private RequestForm old;
    private RequestForm next;
    private String first;
    private String second;

    @BeforeEach
    void twoDocuments() {
        old = RegistrationForms.mobile();
        next = RegistrationForms.mobile();
        first = callers.clerk().sign(old).mustBe(201).registration();
        second = callers.clerk().sign(next).mustBe(201).registration();
    }

    @Test
    @Tag("N-10")
    void aLineOfTheOtherDocumentIsDisputedAndItsConsentWithdrawn() {
        // Given
        var query = query(next);
        dispute(query).mustRefuse(404, "NOT_FOUND");
        // When
        var join = desk.decided(first, second).mustBe(201).text("/joinId");
        // Then
        dispute(query).mustBe(201);
        callers.clerk()
                .keyed()
                .post("/v1/consent-withdrawals", asked(query).json())
                .mustBe(201);
        // and no more after a split
        desk.split(join).mustBe(200);
        callers.clerk().post("/v1/subject-proofs", asked(query).json()).mustRefuse(404, "NOT_FOUND");
    }

    @Test
    @Tag("D-10a")
    void anOrderOnTheOneDocumentOpensWhatWasSignedWithTheOtherWhileTheyAreJoined() {
        // Given
        var reference = ordered(old);
        byId(reference, second).mustRefuse(404, "NOT_FOUND");
        // When
        var join = desk.decided(first, second).mustBe(201).text("/joinId");
        // Then
        byId(reference, second).mustBe(200);
        assertThat(byDocument(reference, old).mustBe(200).registration()).isEqualTo(first);
        assertThat(byDocument(reference, next).mustBe(200).registration()).isEqualTo(second);
        desk.split(join).mustBe(200);
        byId(reference, second).mustRefuse(404, "NOT_FOUND");
        assertThat(byDocument(reference, old).mustBe(200).registration()).isEqualTo(first);
    }

    private String query(RequestForm person) {
        return callers.clerk()
                .post(
                        OwnNumbersTest.OWN_NUMBERS,
                        OwnNumbersTest.question(person).json())
                .mustBe(200)
                .auditEntry();
    }

    private ApiReply dispute(String query) {
        return callers.clerk()
                .keyed()
                .post("/v1/disputes", asked(query).with("claim", "not_mine").json());
    }

    /** About the line of the first document. */
    private RequestForm asked(String query) {
        return RequestForm.empty().with("query", query).with("registrationId", first);
    }

    private String ordered(RequestForm person) {
        var path = "/v1/cases/CASE-" + UUID.randomUUID();
        var order = RequestForm.empty()
                .with("authority", "测试市公安局")
                .with("jurisdiction", "CN")
                .with("orderNumber", "测公调证字〔2026〕7号")
                .with("provision", "Criminal Procedure Law article 54")
                .with(
                        "subjects",
                        List.of(RequestForm.empty()
                                .with("document", document(person))
                                .json()))
                .with("fields", List.of("name"))
                .with("validFrom", Instant.now().minusSeconds(60).toString())
                .with("validTo", Instant.now().plusSeconds(3600).toString())
                .with("maxUses", 10);
        callers.named("warrant-1").keyed().put(path, order.json()).mustBe(201);
        callers.named("approver-1")
                .keyed()
                .put(path + "/approval", RequestForm.empty().json())
                .mustBe(200);
        return path.substring("/v1/cases/".length());
    }

    private ApiReply byId(String reference, String registration) {
        return callers.named("warrant-1").lookUp(onOrder(reference).with("registrationId", registration));
    }

    private ApiReply byDocument(String reference, RequestForm person) {
        return callers.named("warrant-1").lookUp(onOrder(reference).with("document", document(person)));
    }

    private static RequestForm onOrder(String reference) {
        return RequestForm.empty()
                .with("purpose", "LAWFUL_ORDER")
                .with("legalBasis", "COOPERATION_WITH_AUTHORITY")
                .with("caseRef", reference);
    }

    private static Object document(RequestForm person) {
        return RequestForm.empty()
                .with("type", person.text("subscriber.document.type"))
                .with("number", person.text("subscriber.document.number"))
                .json();
    }
}
