package io.shiming.identity.mrz;

import java.util.Arrays;
import java.util.List;

/**
 * Whether a name as printed and a name as in the zone can be one. ICAO Doc 9303 part 3, section 6 lets a state choose among
 * spellings of a letter, and cuts a name of more than 39 characters; documents print family and given names in either order.
 */
final class MrzName {
    private static final int FULL = 39;

    private MrzName() {}

    /** True also where the printed name is in another script: there is nothing to compare by rule. */
    static boolean agree(String zone, String printed) {
        var words = PrintedWords.of(printed);
        if (words.none()) return true;
        List<String> inZone = Arrays.stream(zone.split("<", -1))
                .filter(word -> !word.isEmpty())
                .toList();
        if (zone.length() < FULL) return words.inWords(inZone.size()).stream().anyMatch(way -> eachIsOne(inZone, way));
        return inZone.stream().allMatch(word -> words.allForms().stream().anyMatch(form -> form.begins(word)));
    }

    /** Whether the words of both, as many of each, can be paired in any order. */
    private static boolean eachIsOne(List<String> inZone, List<MrzWord> printed) {
        int[] takenBy = new int[printed.size()];
        Arrays.fill(takenBy, -1);
        for (int word = 0; word < inZone.size(); word++)
            if (!pair(word, inZone, printed, takenBy, new boolean[printed.size()])) return false;
        return true;
    }

    /** Kuhn's algorithm for a matching in a bipartite graph: takes a printed word, moving those that took it before. */
    private static boolean pair(
            int word, List<String> inZone, List<MrzWord> printed, int[] takenBy, boolean[] visited) {
        for (int i = 0; i < visited.length; i++) {
            if (visited[i] || !printed.get(i).spells(inZone.get(word))) continue;
            visited[i] = true;
            if (takenBy[i] < 0 || pair(takenBy[i], inZone, printed, takenBy, visited)) {
                takenBy[i] = word;
                return true;
            }
        }
        return false;
    }
}
