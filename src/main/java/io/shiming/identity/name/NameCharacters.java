package io.shiming.identity.name;

import com.ibm.icu.text.UnicodeSet;
import io.shiming.identity.document.DocumentType;
import io.shiming.identity.text.RuleTable;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The reviewed table of what a name may hold beside letters, marks and ideographs, by type of document. */
final class NameCharacters {

    /** What the characters of an entry are. */
    private enum Use {
        SIGN,
        WITH_IDEOGRAPHS,
        REFUSED
    }

    /** An entry; no documents stands for all. */
    private record Entry(Use use, Set<DocumentType> documents, String rule, UnicodeSet characters) {
        private static Entry read(String line) {
            var columns = RuleTable.columns(line, 5);
            return new Entry(
                    Use.valueOf(columns.get(0)),
                    documents(columns.get(1)),
                    columns.get(2),
                    new UnicodeSet(columns.get(4)).freeze());
        }

        private static Set<DocumentType> documents(String column) {
            if (column.equals("*")) return Set.of();
            return Arrays.stream(column.split(";", -1))
                    .map(DocumentType::valueOf)
                    .collect(Collectors.toUnmodifiableSet());
        }

        private boolean holds(Use wanted, @Nullable DocumentType document, int c) {
            return use == wanted
                    && (documents.isEmpty() || (document != null && documents.contains(document)))
                    && characters.contains(c);
        }

        @Override
        public String toString() {
            return "Entry[" + use + "]";
        }
    }

    private static final List<Entry> ENTRIES = RuleTable.entries("/rules/name-characters.csv").stream()
            .map(Entry::read)
            .toList();

    private NameCharacters() {}

    /** Whether documents of the type, or all documents, print the sign between the letters of a name. */
    static boolean sign(int c, @Nullable DocumentType document) {
        return ENTRIES.stream().anyMatch(entry -> entry.holds(Use.SIGN, document, c));
    }

    /** Whether the letter may stand among ideographs in a name on documents of the type. */
    static boolean withIdeographs(int c, @Nullable DocumentType document) {
        return ENTRIES.stream().anyMatch(entry -> entry.holds(Use.WITH_IDEOGRAPHS, document, c));
    }

    /** Whether some document prints the character between letters, or among ideographs. */
    static boolean ofSomeDocument(int c, boolean amongIdeographs) {
        var use = amongIdeographs ? Use.WITH_IDEOGRAPHS : Use.SIGN;
        return ENTRIES.stream().anyMatch(entry -> entry.use == use && entry.characters.contains(c));
    }

    /** The refusal of a name with a character that no document prints; none if it has no such character. */
    static Optional<Problem> refusal(String name) {
        return name.codePoints()
                .boxed()
                .flatMap(c -> ENTRIES.stream().filter(entry -> entry.holds(Use.REFUSED, null, c)))
                .findFirst()
                .map(entry -> broken(entry.rule));
    }

    static Problem broken(String rule) {
        return Problem.of(Code.NAME_INVALID).byRule(rule);
    }
}
