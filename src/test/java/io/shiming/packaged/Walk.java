package io.shiming.packaged;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The part of a page that a reader can type along.
 *
 * <p>The rule: a fenced block of {@code bash} right after a line {@code <!-- walk -->} belongs to the walk; a fenced
 * block of {@code json} right after a line {@code <!-- answers -->} is what the block of the walk before it prints, all
 * of it. Blank lines between comment and fence do not count. The blocks run in order in one shell, so that a variable
 * of one is known in the next. In the text, {@code http://127.0.0.1:8080} stands for the service and
 * {@code http://127.0.0.1:8481} for the token issuer.
 */
public final class Walk {
    /** One block and, where the text tells it, the JSON it prints. */
    public record Step(String script, String answer) {
        public boolean answers() {
            return !answer.isEmpty();
        }
    }

    private static final Pattern BLOCK = Pattern.compile(
            "^<!-- (walk|answers) -->[ \\t]*\\n\\s*^```(bash|json)[ \\t]*\\n(.*?)^```[ \\t]*$",
            Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern MARK = Pattern.compile("^<!-- (walk|answers) -->", Pattern.MULTILINE);

    private final List<Step> steps = new ArrayList<>();

    private Walk() {}

    /** The walk of this text; throws {@link IllegalArgumentException} if there is none or a mark has no block. */
    public static Walk of(String readme) {
        var walk = new Walk();
        var blocks = BLOCK.matcher(readme).results().toList();
        if (blocks.size() != MARK.matcher(readme).results().count()) {
            throw new IllegalArgumentException("a mark of the walk has no fenced block of its kind after it");
        }
        blocks.forEach(walk::add);
        if (walk.steps.isEmpty()) throw new IllegalArgumentException("the text has no block of a walk");
        return walk;
    }

    public List<Step> steps() {
        return List.copyOf(steps);
    }

    /** All blocks as one script that prints this line after each of them. */
    public String script(String endOfStep) {
        var script = new StringBuilder("set -euo pipefail\n");
        for (var step : steps) script.append(step.script).append("printf '\\n%s\\n' '" + endOfStep + "'\n");
        return script.toString();
    }

    private void add(MatchResult block) {
        String kind = block.group(1) + " " + block.group(2);
        switch (kind) {
            case "walk bash" -> steps.add(new Step(block.group(3), ""));
            case "answers json" -> answer(block.group(3));
            default -> throw new IllegalArgumentException("not a block of a walk: " + kind);
        }
    }

    private void answer(String json) {
        if (steps.isEmpty() || steps.get(steps.size() - 1).answers()) {
            throw new IllegalArgumentException("an answer has no block of the walk before it");
        }
        var asked = steps.remove(steps.size() - 1);
        steps.add(new Step(asked.script, json));
    }
}
