package io.shiming.problem;

import java.util.Locale;

/** An entry of the table of help, in both languages. */
public record HelpText(Help english, Help chinese) {
    private static final String CHARACTER = "{character}";

    public Help in(Language language) {
        return language == Language.CHINESE ? chinese : english;
    }

    /** The same text with the character that it is about. */
    public HelpText naming(int codePoint) {
        var name = String.format(Locale.ROOT, "U+%04X", codePoint);
        return new HelpText(naming(english, name), naming(chinese, name));
    }

    private static Help naming(Help help, String character) {
        return new Help(help.reason(), help.remedy().replace(CHARACTER, character), help.documentsNeeded());
    }
}
