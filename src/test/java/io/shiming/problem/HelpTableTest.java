package io.shiming.problem;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HelpTableTest {
    private static final String APPEAL = "* | | en | Appeal. | | | Law\n* | | zh | 申诉。 | | | Law\n";

    /** A new code stands here, or it gets an entry: no applicant meets these, or none can do anything about them. */
    private static final Set<Code> FOR_THE_CALLERS_SYSTEM = EnumSet.of(
            Code.INVALID_ARGUMENT,
            Code.OUT_OF_RANGE,
            Code.UNAUTHENTICATED,
            Code.PERMISSION_DENIED,
            Code.NOT_FOUND,
            Code.METHOD_NOT_ALLOWED,
            Code.NOT_ACCEPTABLE,
            Code.PAYLOAD_TOO_LARGE,
            Code.UNSUPPORTED_MEDIA_TYPE,
            Code.INTEGRITY,
            Code.INTERNAL,
            Code.UNAVAILABLE,
            Code.REQUEST_TIMEOUT,
            Code.CURSOR_UNKNOWN,
            Code.IDEMPOTENCY_KEY_REQUIRED,
            Code.IDEMPOTENCY_KEY_REUSED,
            Code.REFERENCE_IDENTIFIES_PERSON,
            Code.FIELD_NOT_ALLOWED,
            Code.FIELD_REQUIRED,
            Code.CONTRACT_REQUIRED,
            Code.SELF_REVIEW,
            Code.REVIEW_DECIDED,
            Code.NUMBER_INVALID,
            Code.ACCESS_ACCOUNT_INVALID,
            Code.EVENT_NOT_APPLICABLE,
            Code.DEALER_CONTRACT_REQUIRED,
            Code.DEALER_LICENCE_REQUIRED,
            Code.SUB_DEALER_FORBIDDEN,
            Code.SANCTIONS_LIST_INVALID,
            Code.SANCTIONS_LIST_OUTDATED,
            Code.SANCTION_TERM_INVALID,
            Code.APPEAL_FILED_ALREADY,
            Code.APPEAL_DECIDED,
            Code.DISPUTE_FILED_ALREADY,
            Code.DISPUTE_DECIDED,
            Code.PERSONS_JOINED_ALREADY,
            Code.PERSONS_ONLY,
            Code.PERSONS_DIFFER,
            Code.JOIN_ENDED,
            Code.LOST_REGISTRATION_ACKNOWLEDGED,
            Code.CONSENT_WITHDRAWN,
            Code.CORRECTION_EMPTY,
            Code.CORRECTION_NOT_POSSIBLE,
            Code.CORRECTED_MEANWHILE,
            Code.NOT_REGISTERED,
            Code.LINE_STATE,
            Code.ACTIVATED_TOO_EARLY,
            Code.TOO_MANY_CALLS,
            Code.PURPOSE_NOT_ALLOWED,
            Code.PURPOSE_REQUIRED,
            Code.CASE_REQUIRED,
            Code.STEP_UP_REQUIRED,
            Code.QUOTA_EXCEEDED,
            Code.LOOKUPS_LOCKED,
            Code.ACTOR_SUSPENDED,
            Code.CASE_NOT_IN_FORCE,
            Code.CASE_EXISTS,
            Code.JURISDICTION_NOT_ALLOWED,
            Code.EMERGENCY_NOT_OPEN,
            Code.EMERGENCY_REFERENCE_USED,
            Code.EMERGENCY_OPEN,
            Code.SECOND_PERSON_REQUIRED,
            Code.LOG_EPOCH_GOES_ON,
            Code.BULK_ORDER_EXISTS,
            Code.BULK_ORDER_NOT_IN_FORCE);

    /** The rules of other tables that an entry explains, by code. */
    private static final Map<Code, List<String>> RULES = Map.of(
            Code.NAME_PRIVATE_USE, List.of("private-use-character"),
            Code.ADDRESS_PRIVATE_USE, List.of("private-use-character"),
            Code.NAME_INVALID, List.of("stacked-marks", "sign-of-another-document"),
            Code.MRZ_INVALID, List.of("zone-state-unknown"),
            Code.ABNORMAL_OPENING, List.of("cool-down"),
            Code.DOC_TYPE_NOT_ACCEPTED,
                    List.of(
                            "travel-document-issuer",
                            "travel-document-nationality",
                            "travel-document-card",
                            "travel-document-code"));

    @ParameterizedTest
    @EnumSource
    @Tag("AF-32")
    void everyCodeThatAnApplicantCanMeetHasAnEntryInBothLanguages(Code code) {
        var text = HelpTable.of(code);
        assertThat(text.isPresent()).as(code.name()).isNotEqualTo(FOR_THE_CALLERS_SYSTEM.contains(code));
        text.ifPresent(HelpTableTest::mustSpeakBothLanguages);
    }

    @ParameterizedTest
    @MethodSource("everyRule")
    void everyRuleThatRefusesHasAnEntryInBothLanguages(Code code, String rule) {
        mustSpeakBothLanguages(HelpTable.of(code, rule).orElseThrow());
    }

    static Stream<Arguments> everyRule() {
        var own = RULES.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream().map(rule -> Arguments.of(entry.getKey(), rule)));
        var openings = lines("/rules/abnormal-openings.csv").stream()
                .map(line -> line.split("\\|", -1)[0].strip())
                .map(rule -> Arguments.of(Code.ABNORMAL_OPENING, rule));
        var characters = lines("/rules/name-characters.csv").stream()
                .filter(line -> line.startsWith("REFUSED,"))
                .map(line -> line.split(",", -1)[2].strip())
                .map(rule -> Arguments.of(Code.NAME_INVALID, rule));
        return Stream.of(own, openings, characters).flatMap(each -> each).distinct();
    }

    @Test
    void theWayToObjectIsToldInBothLanguages() {
        assertThat(HelpTable.appeal(Language.ENGLISH)).contains("appeal", "Audit-Entry");
        assertThat(HelpTable.appeal(Language.CHINESE)).contains("申诉", "Audit-Entry");
    }

    @Test
    void theCharacterOfARuleIsNamed() {
        var text = HelpTable.of(Code.NAME_PRIVATE_USE, "private-use-character")
                .orElseThrow()
                .naming(0x9FB4);
        assertThat(text.english().remedy()).startsWith("Type U+9FB4,");
        assertThat(text.chinese().remedy()).contains("U+9FB4").doesNotContain("{");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CARD_LIMIT | | en | Why. | What to do. | ",
                "CARD_LIMIT | | fr | Why. | What to do. | | ",
                "NO_CODE | | en | Why. | What to do. | | ",
                "CARD_LIMIT | | en | | What to do. | | ",
                "CARD_LIMIT | | en | Why. | | | ",
                "CARD_LIMIT | | en | Why. | What to do. | | " // in one language only
            })
    void aTableWithALineThatIsNoEntryIsNotRead(String line) {
        assertThatThrownBy(() -> HelpTable.read(new StringReader(APPEAL + line)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"zh", "zh-CN", "zh-Hans-CN", "fr, zh;q=0.9, en;q=0.8", "ZH"})
    void chineseIsToldToWhomItIsAsked(String header) {
        assertThat(Language.accepted(header)).isEqualTo(Language.CHINESE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "fr", "*", "", "zh;q=0, *", "en, zh;q=0.9", "zh;q=two", "%", "zh;q=0"})
    void englishIsToldToEveryOther(String header) {
        assertThat(Language.accepted(header)).isEqualTo(Language.ENGLISH);
    }

    @Test
    void noHeaderAndALongOneAreEnglish() {
        assertThat(Language.accepted(null)).isEqualTo(Language.ENGLISH);
        assertThat(Language.accepted("zh" + ", zh".repeat(100))).isEqualTo(Language.ENGLISH);
    }

    private static void mustSpeakBothLanguages(HelpText text) {
        mustBe(text.english(), false);
        mustBe(text.chinese(), true);
        assertThat(text.chinese().documentsNeeded())
                .hasSameSizeAs(text.english().documentsNeeded());
    }

    private static void mustBe(Help help, boolean chinese) {
        var sentences = Stream.of(help.reason(), help.remedy());
        assertThat(sentences).allSatisfy(text -> assertThat(text).endsWith(chinese ? "。" : "."));
        assertThat(Stream.concat(Stream.of(help.reason(), help.remedy()), help.documentsNeeded().stream()))
                .allSatisfy(text -> assertThat(text.codePoints()
                                .anyMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN))
                        .as(text)
                        .isEqualTo(chinese));
    }

    private static List<String> lines(String table) {
        try (var stream = HelpTableTest.class.getResourceAsStream(table)) {
            return Arrays.stream(new String(Objects.requireNonNull(stream).readAllBytes(), UTF_8).split("\n"))
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .collect(Collectors.toList());
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }
}
