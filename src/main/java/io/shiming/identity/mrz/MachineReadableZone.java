package io.shiming.identity.mrz;

import io.shiming.identity.document.DocumentNumber;
import io.shiming.identity.document.DocumentType;
import io.shiming.identity.document.IdentityDocument;
import io.shiming.identity.document.IssuingState;
import io.shiming.identity.document.Particulars;
import io.shiming.identity.document.Sex;
import io.shiming.identity.document.Validity;
import io.shiming.identity.name.PersonName;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The two lines at the foot of a passport's data page, ICAO Doc 9303 part 4 (format TD3). All check digits hold. The
 * second line suffices; the first adds the issuing state and the name.
 *
 * <p>Of a two-digit year of birth the latest past century is meant, of an expiry 2000 to 2099. A zone that leaves a part
 * of a date unknown, as ICAO permits, is refused: no age could be told from it.
 */
public final class MachineReadableZone {
    private final @Nullable MrzFirstLine holder;
    private final MrzSecondLine numbers;

    private MachineReadableZone(@Nullable MrzFirstLine holder, MrzSecondLine numbers) {
        this.holder = holder;
        this.numbers = numbers;
    }

    /**
     * A zone of which only the second line, 44 characters, was read.
     *
     * @throws Problem MRZ_INVALID
     */
    public static MachineReadableZone of(String line2, LocalDate today) {
        return new MachineReadableZone(null, MrzSecondLine.read(line2, today));
    }

    /**
     * Both lines, 44 characters each.
     *
     * @throws Problem MRZ_INVALID
     */
    public static MachineReadableZone of(String line1, String line2, LocalDate today) {
        return new MachineReadableZone(MrzFirstLine.read(line1), MrzSecondLine.read(line2, today));
    }

    /** The passport number without fillers. */
    public String documentNumber() {
        return numbers.documentNumber();
    }

    /** The holder's nationality in three letters, which need not be the issuing state. */
    public String nationality() {
        return numbers.nationality();
    }

    public LocalDate birth() {
        return numbers.birth();
    }

    /** The last day of validity. */
    public LocalDate expiry() {
        return numbers.expiry();
    }

    /** None where the passport does not tell. */
    public Optional<Sex> sex() {
        return Optional.ofNullable(numbers.sex());
    }

    /** The first two characters of the first line: P and a letter for the kind of passport, or a filler. */
    public Optional<String> documentCode() {
        return Optional.ofNullable(holder).map(MrzFirstLine::code);
    }

    /** The state on the first line, in three letters. */
    public Optional<String> issuingState() {
        return Optional.ofNullable(holder).map(MrzFirstLine::issuer);
    }

    /** The name on the first line in its own form: {@code ERIKSSON<<ANNA<MARIA}. */
    public Optional<String> name() {
        return Optional.ofNullable(holder).map(MrzFirstLine::name);
    }

    /**
     * Compares with the passport it should belong to.
     *
     * @throws Problem MRZ_MISMATCH if number, last day or, where read, issuing state differ; DOC_TYPE_MISMATCH if the
     *     document is no passport, or a foreign one of a Chinese citizen, or a Chinese one of any other person
     */
    public void mustAgreeWith(IdentityDocument document) {
        DocumentNumber number = document.number();
        if (!belongsTo(number.type())) throw Particulars.mismatch();
        boolean agrees = number.verbatim().equals(documentNumber())
                && document.validity().equals(Validity.until(expiry()))
                && issuingState().orElse(number.issuingCountry()).equals(number.issuingCountry());
        if (!agrees) throw Problem.of(Code.MRZ_MISMATCH);
    }

    private boolean belongsTo(DocumentType type) {
        return switch (type) {
            case PPT_F -> IssuingState.foreign(nationality());
            case PPT_CN -> nationality().equals(IssuingState.CHINA);
            default -> false;
        };
    }

    /**
     * As the shorter form, and compares the name where the first line was read and the name is a Latin one.
     *
     * @throws Problem as the shorter form; MRZ_MISMATCH if the names differ
     */
    public void mustAgreeWith(IdentityDocument document, PersonName name) {
        mustAgreeWith(document);
        if (holder != null && !MrzName.agree(holder.name(), name.verbatim())) throw Problem.of(Code.MRZ_MISMATCH);
    }

    @Override
    public String toString() {
        return "MachineReadableZone[withheld]";
    }
}
