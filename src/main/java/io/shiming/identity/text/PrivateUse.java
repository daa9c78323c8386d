package io.shiming.identity.text;

import io.shiming.problem.Code;
import io.shiming.problem.HelpTable;
import io.shiming.problem.Problem;
import java.util.Map;
import java.util.stream.Collectors;

/** Private-use characters that older systems have where GB 18030-2022 has an assigned one: a reviewed table. */
public final class PrivateUse {
    private static final String RULE = "private-use-character";
    private static final Map<Integer, Integer> ASSIGNED =
            RuleTable.entries("/rules/private-use-characters.csv").stream()
                    .map(entry -> RuleTable.columns(entry, 4))
                    .collect(Collectors.toUnmodifiableMap(
                            columns -> CodePoints.read(columns.get(0)), columns -> CodePoints.read(columns.get(2))));

    private PrivateUse() {}

    /** The refusal of a text with a private-use character; its help names the assigned character for the first that has one. */
    public static Problem refusal(Code code, String text) {
        return text.codePoints()
                .boxed()
                .filter(ASSIGNED::containsKey)
                .findFirst()
                .map(ASSIGNED::get)
                .map(assigned -> Problem.of(code)
                        .byRule(
                                RULE,
                                HelpTable.of(code, RULE)
                                        .map(help -> help.naming(assigned))
                                        .orElse(null)))
                .orElseGet(() -> Problem.of(code));
    }
}
