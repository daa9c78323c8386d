package io.shiming.audit;

import io.shiming.audit.row.CanonicalJson;
import io.shiming.audit.row.RowDigest;
import io.shiming.problem.Code;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * An entry being written. What is not said is left out of it. Texts are references, codes and names of fields, at most
 * 200 characters without control characters; a caller that puts a person's data into one breaks the log's promise.
 * Made for one entry: it is finished once, by one thread.
 */
public final class EntryDraft {
    private static final int VERSION = 1;
    private static final DateTimeFormatter MICROSECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);
    private static final Pattern REFERENCE = Pattern.compile("[^\\p{Cc}\\p{Cs}]{1,200}");
    private static final Pattern ROW = Pattern.compile("[a-z]{1,20}(/([1-9][0-9]{0,8}|[A-Za-z]{1,20}))? [0-9a-f]{64}");
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

    private final TreeMap<String, Object> members = new TreeMap<>();
    private final UUID id;
    private final int operator;

    EntryDraft(Accountable actor, Act act, Instant at) {
        id = EntryId.at(at);
        operator = actor.operator();
        members.put("v", VERSION);
        members.put("entryId", id.toString());
        members.put("at", MICROSECONDS.format(at));
        members.put("act", act.name());
        members.put("operator", operator);
        text("client", actor.client());
        text("actor", actor.actor());
        text("role", actor.role());
        text("dealer", actor.dealer());
        text("store", actor.store());
        text("terminal", actor.terminal());
        text("address", actor.address());
    }

    /** The id the entry will have. */
    public UUID id() {
        return id;
    }

    /** What it was done for, and why the law allows it. */
    public EntryDraft purpose(Purpose purpose, LegalBasis basis) {
        members.put("legalBasis", basis.name());
        return purpose(purpose);
    }

    /** What it was done for, where the basis is not known (a refusal for want of one). */
    public EntryDraft purpose(Purpose purpose) {
        members.put("purpose", purpose.name());
        return this;
    }

    /** The case, order or request it belongs to. */
    public EntryDraft caseRef(String reference) {
        return text("caseRef", reference);
    }

    /** The version of the rules that decided. */
    public EntryDraft policy(String version) {
        return text("policy", version);
    }

    /** The id, stable over versions, of the rule that permitted or refused. */
    public EntryDraft rule(String id) {
        return text("rule", id);
    }

    /** The names of the fields that were asked for or given; names only. */
    public EntryDraft fields(List<String> names) {
        names.forEach(EntryDraft::mustBeReference);
        members.put("fields", List.copyOf(names));
        return this;
    }

    /** The time that was asked about, where that is not now. */
    public EntryDraft asOf(Instant asked) {
        members.put("asOf", MICROSECONDS.format(asked));
        return this;
    }

    /** How many records it touched. */
    public EntryDraft count(int records) {
        members.put("count", records);
        return this;
    }

    /** The minute that a count belongs to, and how much of it each act and reason has, such as {@code "X Y 12"}. */
    public EntryDraft minute(Instant minute, List<String> parts) {
        parts.forEach(EntryDraft::mustBeReference);
        members.put("minute", MICROSECONDS.format(minute));
        members.put("parts", List.copyOf(parts));
        return this;
    }

    /** The registration it is about. */
    public EntryDraft registration(UUID registration) {
        members.put("registration", registration.toString());
        return this;
    }

    /** The person, as a commitment that only the holder of the person's commit key can open: 64 hexadecimal digits. */
    public EntryDraft subject(String commitment) {
        return digest("subject", commitment);
    }

    /** The digests of the rows that are written with this entry, as {@link RowDigest} makes them. */
    public EntryDraft rowDigest(List<String> digests) {
        for (var digest : digests) {
            if (!ROW.matcher(digest).matches()) throw new IllegalArgumentException("not the digest of a row");
        }
        members.put("rowDigest", List.copyOf(digests));
        return this;
    }

    /** The keyed digest of the request. */
    public EntryDraft requestDigest(String digest) {
        return digest("requestDigest", digest);
    }

    /** Finishes: permitted, and done with this entry. */
    public Entry allowed() {
        return finished(Outcome.ALLOWED);
    }

    /** Finishes: not permitted, for this reason. */
    public Entry refused(Code reason) {
        members.put("reason", reason.name());
        return finished(Outcome.REFUSED);
    }

    /** Finishes: permitted, but it could not be done. */
    public Entry failed(Code reason) {
        members.put("reason", reason.name());
        return finished(Outcome.FAILED);
    }

    /** Finishes as permitted, in two halves, for a statement that finds the person itself ({@code audit.append_about}). */
    public EntryHalves aroundSubject() {
        members.remove("reason");
        return EntryHalves.of(subject(EntryHalves.PLACE).allowed());
    }

    /** The same for a refusal that is about a person. */
    public EntryHalves aroundSubject(Code reason) {
        return EntryHalves.of(subject(EntryHalves.PLACE).refused(reason));
    }

    private Entry finished(Outcome decision) {
        members.put("decision", decision.name());
        return new Entry(id, operator, CanonicalJson.write(members));
    }

    private EntryDraft digest(String name, String hex) {
        if (!DIGEST.matcher(hex).matches()) throw new IllegalArgumentException(name + " is 64 hexadecimal digits");
        members.put(name, hex);
        return this;
    }

    private EntryDraft text(String name, String value) {
        mustBeReference(value);
        members.put(name, value);
        return this;
    }

    private void text(String name, Optional<String> value) {
        value.ifPresent(present -> text(name, present));
    }

    private static void mustBeReference(String value) {
        if (!REFERENCE.matcher(value).matches()) {
            throw new IllegalArgumentException("an entry holds references of 1 to 200 characters");
        }
    }
}
