package io.shiming.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.shiming.fixture.GoldenFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The body of an error answer is pinned: callers decide by it, and clerks read it out. */
class GoldenErrorsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void theBodyOfEveryCodeIsTheGoldenOne() {
        var bodies = new ArrayList<String>();
        for (var code : Code.values()) {
            bodies.add(body(Problem.of(code)));
        }
        Map<String, Integer> mobile = new TreeMap<>(Map.of("ACTIVE", 5, "PENDING", 1));
        bodies.add(body(Problem.of(Code.CARD_LIMIT).counting(Map.of("mobile", mobile))));
        var help = new Help("why", "what to do", List.of("one paper", "another"));
        bodies.add(body(Problem.of(Code.ABNORMAL_OPENING).byRule("AO-1", new HelpText(help, help))));
        bodies.add(body(Problem.of(Code.INVALID_ARGUMENT).at("/type").at("/service")));
        GoldenFile.mustHold("error-bodies.jsonl", bodies);
    }

    private static String body(Problem problem) {
        try {
            return JSON.writeValueAsString(ErrorAnswer.of(problem, Language.ENGLISH));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
