package io.shiming.dealer;

import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * On what terms a dealer works for the operator, as the office sends them.
 *
 * @param contractRef the contract; each dealer has one (Anti-Telecom and Online Fraud Law article 9)
 * @param clauseVersion the version of the clauses on real-name duties and on breach
 * @param licence the dealer's licence, in force today
 * @param services what it may sign: {@code mobile}, {@code fixed}, {@code internet}, {@code iot}
 * @param regions the provinces it may sign in, two digits of GB/T 2260
 * @param parent must be absent: a dealer of a dealer is refused (MIIT plan of 2015)
 */
record DealerTerms(
        @Nullable String contractRef,
        @Nullable String clauseVersion,
        @Nullable Licence licence,
        @Nullable List<String> services,
        @Nullable List<String> regions,
        @Nullable String parent) {
    private static final Predicate<String> SERVICE =
            Pattern.compile("mobile|fixed|internet|iot").asMatchPredicate();
    private static final Predicate<String> PROVINCE =
            Pattern.compile("1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]").asMatchPredicate();

    /**
     * A licence to trade.
     *
     * @param number as printed, 1 to 64 of letters, digits and {@code ._:-}
     * @param validUntil last day, {@code YYYY-MM-DD}
     */
    record Licence(@Nullable String number, @Nullable String validUntil) {}

    /** Puts the terms on the dealer; the first rule that is broken refuses. */
    void writeOn(Dealer dealer, LocalDate today) {
        if (parent != null) {
            throw Problem.of(Code.SUB_DEALER_FORBIDDEN).at("/parent");
        }
        dealer.contractRef = DealerRequestText.reference(contractRef, "/contractRef", Code.DEALER_CONTRACT_REQUIRED);
        dealer.clauseVersion =
                DealerRequestText.reference(clauseVersion, "/clauseVersion", Code.DEALER_CONTRACT_REQUIRED);
        var shown = licence;
        if (shown == null) {
            throw Problem.of(Code.DEALER_LICENCE_REQUIRED).at("/licence");
        }
        var until = "/licence/validUntil";
        dealer.licenceNumber = Problem.at("/licence/number", () -> DealerRequestText.licence(shown.number()));
        dealer.licenceUntil = DealerRequestText.day(shown.validUntil(), until, Code.DEALER_LICENCE_REQUIRED);
        if (dealer.licenceUntil.isBefore(today)) {
            throw Problem.of(Code.DEALER_LICENCE_REQUIRED).at(until);
        }
        dealer.services = DealerRequestText.all(SERVICE, services, "/services");
        dealer.regions = DealerRequestText.all(PROVINCE, regions, "/regions");
    }

    static String province(String text, String field) {
        return DealerRequestText.all(PROVINCE, List.of(text), field)[0];
    }
}
