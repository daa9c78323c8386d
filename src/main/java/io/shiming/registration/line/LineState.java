package io.shiming.registration.line;

import io.shiming.database.Row;
import io.shiming.registration.integrity.BoundRows;
import io.shiming.verification.Answer;
import java.sql.SQLException;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A line as the log binds it: the verification that permits it, and how it stands.
 *
 * @param reason why it stands so, if it is not simply active
 * @param activatedAt when the network let it live
 * @param closedAt when its service ended; the two years of Order 25 article 11 begin then
 */
public record LineState(
        String serviceType,
        String result,
        String provider,
        String checkId,
        Instant checkedAt,
        Instant openedAt,
        LineStatus status,
        @Nullable String reason,
        @Nullable Instant activatedAt,
        @Nullable Instant closedAt) {

    public static LineState opened(String serviceType, Answer passed, Instant at) {
        return new LineState(
                serviceType,
                passed.result().name(),
                passed.provider(),
                passed.checkId(),
                passed.checkedAt(),
                at,
                LineStatus.ACTIVE,
                null,
                null,
                null);
    }

    static LineState read(Row row) throws SQLException {
        return new LineState(
                row.text("service_type"),
                row.text("result"),
                row.text("provider"),
                row.text("check_id"),
                row.instant("checked_at"),
                row.instant("opened_at"),
                LineStatus.valueOf(row.text("line_status")),
                row.textOrNull("reason"),
                row.instantOrNull("activated_at"),
                row.instantOrNull("closed_at"));
    }

    /** The same line as its successor begins. */
    static LineState active(LineState ended) {
        return ended.now(LineStatus.ACTIVE, null, ended.openedAt());
    }

    LineState activated(Instant at) {
        return new LineState(serviceType, result, provider, checkId, checkedAt, openedAt, status, reason, at, closedAt);
    }

    public LineState now(LineStatus next, @Nullable String why, Instant at) {
        return new LineState(
                serviceType,
                result,
                provider,
                checkId,
                checkedAt,
                openedAt,
                next,
                why,
                activatedAt,
                next == LineStatus.CLOSED ? at : null);
    }

    /** What the log binds of it; the same for the same line. */
    public SortedMap<String, String> columns() {
        var columns = new TreeMap<String, String>();
        columns.put("serviceType", serviceType);
        columns.put("result", result);
        columns.put("provider", provider);
        columns.put("checkId", checkId);
        columns.put("checkedAt", BoundRows.time(checkedAt));
        columns.put("openedAt", BoundRows.time(openedAt));
        columns.put("status", status.name());
        if (reason != null) columns.put("reason", reason);
        if (activatedAt != null) columns.put("activatedAt", BoundRows.time(activatedAt));
        if (closedAt != null) columns.put("closedAt", BoundRows.time(closedAt));
        return columns;
    }

    /** Nothing is charged while the operator bars a line for want of a true identity (MIIT notice [2016] 182). */
    boolean billed() {
        boolean identityMissing = "unregistered".equals(reason) || "reverification".equals(reason);
        return status == LineStatus.ACTIVE || (status == LineStatus.SUSPENDED && !identityMissing);
    }
}
