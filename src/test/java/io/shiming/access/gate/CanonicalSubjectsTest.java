package io.shiming.access.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.shiming.fixture.ApiCaller;
import io.shiming.fixture.ApiCallers;
import io.shiming.fixture.Dealership;
import io.shiming.fixture.RegistrationForms;
import io.shiming.fixture.RequestForm;
import io.shiming.fixture.Superuser;
import jakarta.inject.Inject;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One person, unit, client and place has one spelling; a token with another one is none. */
@QuarkusTest
@DisplayName("V8.2: one canonical form")
@Tag("case-C6")
class CanonicalSubjectsTest {
    @Inject
    ApiCallers callers;

    @Inject
    Superuser superuser;

    @ParameterizedTest
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "warrant-1,unit,Legal-Affairs",
                "warrant-1,unit,LEGAL-AFFAIRS",
                "warrant-1,unit, legal-affairs",
                "warrant-1,unit,legal-affairs ",
                "warrant-1,unit,legal affairs",
                "warrant-1,unit,ｌｅｇａｌ-affairs",
                "warrant-1,unit,legal\u2010affairs",
                "warrant-1,unit,le\u0433al-affairs",
                "warrant-1,unit,-legal-affairs",
                "auditor-1,sub,Auditor-1",
                "auditor-1,sub,auditor-1 ",
                "auditor-1,sub,\u0430uditor-1",
                "auditor-1,client_id,Harbour-office",
                "auditor-1,client_id, harbour-office",
                "clerk-1,dealer,d-100",
                "clerk-1,dealer,D-100 ",
                "clerk-1,store,s-101",
                "clerk-1,store,S\u2011101",
                "clerk-1,terminal,t-1"
            })
    void aTokenInAnotherSpellingIsNone(String user, String claim, String spelling) {
        new ApiCaller(callers.draft(user).with(claim, spelling).mint())
                .lookUp(RegistrationForms.audit(RegistrationForms.mobile()))
                .mustRefuse(401, "UNAUTHENTICATED");
    }

    @ParameterizedTest
    @CsvSource({
        "dealers/d-911",
        "stores/s-911",
        "clerks/Clerk-911",
        "blacklist/clerk/Clerk-911",
        "blacklist/dealer/d-911"
    })
    void theOfficeWritesTheCanonicalFormOnly(String path) {
        var shop = Dealership.of(callers);
        var body = path.startsWith("dealers")
                ? shop.terms()
                : path.startsWith("stores")
                        ? shop.shop()
                        : path.startsWith("clerks")
                                ? shop.enrolment()
                                : RequestForm.empty().with("reason", "FINDING-1");
        shop.put(path, body).mustRefuse(404, "NOT_FOUND"); // a path that can be no name names nothing
    }

    @ParameterizedTest
    @CsvSource({"store,store_code,s-101", "dealer,dealer_code,d-100", "clerk,clerk_id,Clerk-1"})
    void theDatabaseHasNoOtherFormEither(String table, String column, String spelling) {
        assertThat(superuser.stateOf(
                        "postgres",
                        "UPDATE registry.%s SET %s = '%s' WHERE operator_id = 1".formatted(table, column, spelling)))
                .isEqualTo("23514");
    }
}
