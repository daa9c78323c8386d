package io.shiming.identity.document;

import io.shiming.identity.day.FullYears;
import io.shiming.identity.text.Mask;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The number of a natural person's document, of the form and with the check character that its type demands. It may
 * still belong to no person.
 *
 * <p>A capital X is the only spelling of ten: a small x, a full-width or Arabic digit and a blank are refused, never
 * mended, so that what is sealed and what is counted is what was read.
 */
public final class DocumentNumber {
    private static final int LONGEST = 40; // UTF-16 units; looked at before anything else

    private final DocumentType type;
    private final String verbatim;
    private final String issuer;
    private final Particulars particulars;

    private DocumentNumber(DocumentType type, String verbatim, String issuer, Particulars particulars) {
        this.type = type;
        this.verbatim = verbatim;
        this.issuer = issuer;
        this.particulars = particulars;
    }

    /**
     * A number of a document that China issues. A foreign passport needs the other form and is a FIELD_REQUIRED here.
     *
     * @param today the day in Asia/Shanghai: no birth date is after it
     * @throws Problem DOCUMENT_NUMBER_INVALID; DOC_TYPE_MISMATCH if the number belongs to another type of document
     */
    public static DocumentNumber of(DocumentType type, String text, LocalDate today) {
        return of(type, text, null, today);
    }

    /**
     * A number with the state that issued the document, in three letters of ISO 3166-1 or ICAO Doc 9303, or as a passport
     * prints it: Germany's print {@code D}.
     *
     * @throws Problem as the shorter form; ISSUING_STATE_UNKNOWN; DOC_TYPE_MISMATCH also where that state issues no such
     *     document
     */
    public static DocumentNumber of(
            DocumentType type, String text, @Nullable String issuingCountryAlpha3, LocalDate today) {
        String issuer = issuer(type, issuingCountryAlpha3);
        if (text.isEmpty() || text.length() > LONGEST) throw Particulars.invalid();
        return new DocumentNumber(type, text, issuer, read(type, text, today));
    }

    private static String issuer(DocumentType type, @Nullable String country) {
        if (type != DocumentType.PPT_F) {
            if (country != null && !country.equals(IssuingState.CHINA)) throw Particulars.mismatch();
            return IssuingState.CHINA;
        }
        if (country == null) throw Problem.of(Code.FIELD_REQUIRED).at("/issuingCountry");
        String state = IssuingState.asPrinted(country);
        if (!IssuingState.known(state)) throw Problem.of(Code.ISSUING_STATE_UNKNOWN);
        if (!IssuingState.foreign(state)) throw Particulars.mismatch();
        return state;
    }

    private static Particulars read(DocumentType type, String text, LocalDate today) {
        return switch (type) {
            case RIC, TRIC, HKB -> ChineseCards.citizen(text, today);
            case HMRP, TWRP -> ChineseCards.residencePermit(type, text, today);
            case FPR17 -> ForeignersCards.fifteenCharacters(text, today);
            case FPR23 -> ForeignersCards.eighteenDigits(text, today);
            case HMTP -> TravelDocuments.hongKongMacao(text);
            case HMTP_F -> TravelDocuments.hongKongMacaoForeign(text);
            case TWTP -> TravelDocuments.taiwan(text);
            case PPT_CN -> TravelDocuments.chinesePassport(text);
            case PPT_F -> TravelDocuments.foreignPassport(text);
            case PLA, PAP -> MilitaryDocuments.read(text);
        };
    }

    public DocumentType type() {
        return type;
    }

    /** The number as the document shows it. */
    public String verbatim() {
        return verbatim;
    }

    /** Three letters; CHN for all but foreign passports. */
    public String issuingCountry() {
        return issuer;
    }

    /**
     * The text that a blind index is made of, equal for every document that shows the same holder's same number:
     * {@code CITIZEN:11010519491231002X}, {@code PPT_F:UTO:SPEC2014}.
     */
    public String canonical() {
        String series = type == DocumentType.PPT_F ? type.indexClass() + ":" + issuer : type.indexClass();
        return series + ":" + lifelong();
    }

    /** Older permits count renewals in two digits, and a place in a third, behind a number that is held for life. */
    private String lifelong() {
        return switch (type) {
            case HMTP -> verbatim.substring(0, 9);
            case TWTP -> verbatim.substring(0, 8);
            default -> verbatim;
        };
    }

    /** First and last four characters of a number of fifteen or more; else the first and the last two. */
    public String masked() {
        return masked(verbatim);
    }

    /** The mask of a number that was a document's number once. */
    public static String masked(String number) {
        return number.length() >= 15 ? Mask.between(number, 4, 4) : Mask.between(number, 1, 2);
    }

    public Optional<LocalDate> bornOn() {
        return Optional.ofNullable(particulars.bornOn());
    }

    public Optional<Sex> sex() {
        return Optional.ofNullable(particulars.sex());
    }

    /** Completed years on a day, the birthday being the first day of the new age; see {@link FullYears}. */
    public Optional<Integer> ageOn(LocalDate day) {
        return bornOn().map(born -> FullYears.at(born, day));
    }

    @Override
    public String toString() {
        return type + "[withheld]";
    }
}
