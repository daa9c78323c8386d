package io.shiming.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class VocabularyTest {
    @Test
    void everyWordOfTheLogHasItsSentence() {
        var sentences = Stream.of(
                        Arrays.stream(Act.values()).map(act -> act.meaning),
                        Arrays.stream(Purpose.values()).map(purpose -> purpose.meaning),
                        Arrays.stream(LegalBasis.values()).map(basis -> basis.meaning))
                .flatMap(words -> words)
                .toList();
        assertThat(sentences).allMatch(sentence -> sentence.contains(" ")).doesNotHaveDuplicates();
    }

    @Test
    void everyLegalBasisNamesItsProvision() {
        assertThat(LegalBasis.values()).allMatch(basis -> basis.citation.contains("article"));
    }

    @Test
    void thereIsNoMarketingPurpose() {
        assertThat(Purpose.values())
                .extracting(Purpose::name)
                .noneMatch(name -> name.contains("MARKET") || name.contains("PROMOTION") || name.contains("ADVERT"));
    }

    @Test
    void wordsAlreadyWrittenInLogsAreStillThere() {
        assertThat(Act.values())
                .extracting(Act::name)
                .contains(
                        "REGISTRATION_SIGNED",
                        "REGISTRATION_PENDED",
                        "REGISTRATION_COMPLETED",
                        "REGISTRATION_REFUSED",
                        "REGISTRATION_EXPIRED",
                        "VERIFICATION_ASKED",
                        "LINE_STATUS_READ",
                        "EVENTS_READ",
                        "SUBJECT_LOOKED_UP",
                        "LOOKUP_REFUSED",
                        "AUDIT_SEARCHED",
                        "ACCESS_REFUSED",
                        "DEALER_CHANGED",
                        "KEY_INVENTORY_READ",
                        "INTEGRITY_FAILED",
                        "LOG_KEY_ANNOUNCED");
    }
}
