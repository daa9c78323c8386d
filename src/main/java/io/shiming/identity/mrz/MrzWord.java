package io.shiming.identity.mrz;

import java.util.BitSet;
import java.util.List;
import java.util.stream.Stream;

/** Letters of a printed name that stand together, each with its spellings in a machine-readable zone. */
record MrzWord(List<List<String>> letters) {

    /** Whether the zone's word is a spelling of all the letters. */
    boolean spells(String zone) {
        var reached = start();
        for (var spellings : letters) reached = step(reached, spellings, zone);
        return reached.get(zone.length());
    }

    /** Whether the zone's word is a spelling of the first letters, as in a zone that is cut. */
    boolean begins(String zone) {
        var reached = start();
        for (var spellings : letters) {
            if (reached.get(zone.length()) || cutWithin(reached, spellings, zone)) return true;
            reached = step(reached, spellings, zone);
        }
        return reached.get(zone.length());
    }

    MrzWord and(MrzWord next) {
        return new MrzWord(
                Stream.of(letters, next.letters).flatMap(List::stream).toList());
    }

    private static BitSet start() {
        var reached = new BitSet();
        reached.set(0);
        return reached;
    }

    private static BitSet step(BitSet reached, List<String> spellings, String zone) {
        var next = new BitSet();
        reached.stream().forEach(at -> spellings.stream()
                .filter(spelling -> zone.startsWith(spelling, at))
                .forEach(spelling -> next.set(at + spelling.length())));
        return next;
    }

    /** Whether the zone ends within a letter's spelling: of Ü as U of UE. */
    private static boolean cutWithin(BitSet reached, List<String> spellings, String zone) {
        return reached.stream()
                .anyMatch(at -> spellings.stream().anyMatch(spelling -> spelling.startsWith(zone.substring(at))));
    }

    @Override
    public String toString() {
        return "MrzWord[withheld]";
    }
}
