package io.shiming.identity;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.shiming.identity.document.CheckResult;
import io.shiming.identity.document.OrganisationDocument;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who acts for an organisation and who uses its number, as sealed with the organisation's identity. The handler is the
 * record's companion, with the reference of the letter of authority.
 *
 * @param authorizedFrom first day of the letter, {@code YYYY-MM-DD}
 * @param authorizedUntil last day of the letter
 * @param responsible who answers for the number
 * @param user who uses it
 * @param check {@code WARN_CHECK} if the code fails a check character and only the licence register confirms it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OrganisationRecord(
        String authorizedFrom,
        String authorizedUntil,
        @Nullable CompanionRecord responsible,
        @Nullable CompanionRecord user,
        @Nullable String check) {

    /** The record of values that have passed their rules. */
    public static OrganisationRecord of(
            OrganisationDocument document,
            LocalDate authorizedFrom,
            LocalDate authorizedUntil,
            @Nullable CompanionRecord responsible,
            @Nullable CompanionRecord user) {
        return new OrganisationRecord(
                authorizedFrom.toString(),
                authorizedUntil.toString(),
                responsible,
                user,
                document.failsACheck() ? CheckResult.WARN_CHECK.name() : null);
    }

    List<Party> parties() {
        var parties = new ArrayList<Party>();
        if (responsible != null) parties.add(new Party(PartyRole.RESPONSIBLE, responsible));
        if (user != null) parties.add(new Party(PartyRole.USER, user));
        return parties;
    }

    @Override
    public String toString() {
        return "OrganisationRecord[withheld]";
    }
}
