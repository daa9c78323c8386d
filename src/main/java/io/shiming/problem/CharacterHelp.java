package io.shiming.problem;

import java.util.Locale;

/** What is told where a name or an address has a character that cannot be recorded. */
public final class CharacterHelp {
    private static final String AS_SHOWN = "The name must be recorded exactly as the document shows it.";
    private static final String READ_AGAIN = "Read the name again and type each letter by itself.";

    private CharacterHelp() {}

    static Help privateUse() {
        return Help.of(
                "The text has a private-use character, which every computer shows differently.",
                "Ask for the character's code in the national standard GB 18030-2022 and type that character.",
                Help.CARD);
    }

    /** A private-use character in whose place the national standard has an assigned one. */
    public static Help assigned(int codePoint) {
        return Help.of(
                "The text has a private-use character in the place of one that is assigned since.",
                String.format(
                        Locale.ROOT, "Type U+%04X, the character that GB 18030-2022 has in its place.", codePoint),
                Help.CARD);
    }

    /** A dot that is not the one of names. */
    public static Help middleDot() {
        return Help.of(
                "The dot between the parts of the name is not the one that documents have.",
                "Type the middle dot U+00B7 (GB 18030 A1A4) between the parts of the name.",
                Help.CARD);
    }

    /** A letter in a decorated form, or several letters in one character. */
    public static Help letterForm() {
        return Help.of(
                "The name has a decorated letter, or a character that stands for several.", READ_AGAIN, Help.CARD);
    }

    /** More marks on a letter than any writing has. */
    public static Help stackedMarks() {
        return Help.of("The name has more marks on one letter than any writing has.", READ_AGAIN, Help.CARD);
    }

    /** A sign or letter that other documents print and this one does not, or one in a place where it cannot stand. */
    public static Help otherDocument() {
        return Help.of(
                AS_SHOWN + " It has a sign that a document of this type does not print, or not there.",
                "Read the name again, and check the type of the document.",
                Help.CARD);
    }
}
