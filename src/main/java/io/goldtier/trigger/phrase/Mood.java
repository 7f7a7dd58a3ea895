package io.goldtier.trigger.phrase;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a sentence does with what it says: a sentence that denies, asks, supposes, plans or quotes tells of nothing that was
 * done, so it is no order. English and German. Where a word can mean both, a person is asked once too often.
 */
public enum Mood {
    /** It says that it is not so. */
    DENIES(
            "denies it",
            "not|never|cannot|nothing|nobody|neither|nor|false|untrue|incorrect|cancel(?:l)?ed|refuse[ds]?|no longer",
            "nicht|nichts|kein|keine|keinen|keinem|keiner|keines|nie|niemals|niemand|weder|falsch|storniert|abgesagt"),
    /** It wants to know. */
    ASKS("asks", null, null),
    /** It is so only if something else is. */
    SUPPOSES(
            "supposes it",
            "if|unless|whether|suppose|supposing|assuming|assume|maybe|perhaps|possibly|probably|might|may(?! \\d)|could"
                    + "|would|when|until|provided|in case|as soon as|once (?:the|we|you|it|they|he|she|our)",
            "falls|wenn|sofern|sobald|ob|vielleicht|eventuell|womöglich|möglicherweise|wahrscheinlich|vermutlich"
                    + "|angenommen|könnte[nt]?|würde[nt]?|wäre[nt]?|hätte[nt]?|dürfte[nt]?"),
    /** It is to be so. */
    PLANS(
            "plans it",
            "will|shall|going to|gonna|plan|plans|planned|planning|intend|intends|want|wants|hope|hopes|hoping|expect"
                    + "|expects|expected|should|soon|tomorrow|next (?:week|month|year|quarter)|about to|to be|due to|almost"
                    + "|nearly|yet|upcoming|scheduled",
            "wird|werden|werde|plane|planen|plant|geplant|wollen|will|soll|sollen|sollte|sollten|demnächst|bald|morgen"
                    + "|übermorgen|nächste[nrs]? (?:woche|monat|jahr|quartal)|kommende[nrs]?|voraussichtlich|fast|beinahe"
                    + "|hoffe|hoffen|hoffentlich|erwarte|erwarten"),
    /** It is what somebody else has said. */
    QUOTES(
            "quotes it",
            "said|says|wrote|writes|told|tells|claim|claims|claimed|according to|allegedly|supposedly|reportedly|quote"
                    + "|quotes|quoted",
            "sagt|sagte|sagten|schrieb|schreibt|schrieben|meint|meinte|behauptet|behauptete|laut|angeblich|erzählt"
                    + "|erzählte|zitat|zitiert");

    private static final Pattern FIRST_WORD_ASKS = Pattern.compile(
            "^\\W*(?:(?:and|but|so|hi|hello|hey|hallo|und|aber|also)\\W+)?(?:when|did|does|do|has|have|had|is|are|was|were|will|can|could|would|should|shall|why"
                    + "|how|what|who|whose|which|where|wann|wer|wen|wem|was|wie|warum|wieso|weshalb|wo|welche[rsnm]?|ist|sind"
                    + "|hat|habt|haben|hast|wurde[n]?|war|waren|kann|könnt|können|darf|dürfen|soll|sollen)\\b",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    private static final Pattern TAKEN_BACK = Pattern.compile(
            "^\\W*(?:(?:this|that|it|das|dies|es|which)\\b.*\\b(?:not|n['’]t|false|untrue|wrong|nicht|falsch|never|nie)\\b"
                    + "|(?:just |only )?(?:kidding|joking)|nur ein (?:scherz|witz)|war nur ein|not (?:really|true)|nicht wirklich)",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    private static final Pattern SENTENCE_END = Pattern.compile("[.!?]+[\"”“'’»)]*(?=\\s|$)|\\n");
    private static final Pattern POLITE = Pattern.compile(
            "(?<![\\p{L}])(?:(?:could|would) you|(?:könnte|würde)(?:n|st|t|s)? ?(?:sie|du|ihr|bitte))(?![\\p{L}])",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    private static final String QUOTATION_MARKS = "\"“”„«»";
    private static final int LONGEST = 2_000;

    private final String words;
    private final Pattern pattern;

    Mood(String words, String english, String german) {
        this.words = words;
        String all = english == null ? "(?!)" : english + "|" + german;
        String contracted = words.startsWith("denies")
                ? "|\\p{L}n['’]t(?!\\p{L})"
                : words.startsWith("plans") ? "|\\p{L}['’]ll(?!\\p{L})" : "";
        this.pattern = Pattern.compile(
                "(?<![\\p{L}\\p{N}])(?:" + all + ")(?![\\p{L}\\p{N}])" + contracted,
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    /** The mood in a few words: {@code denies it}. */
    public String words() {
        return words;
    }

    /**
     * Reads a list such as {@code asks, plans}.
     *
     * @throws IllegalArgumentException with a sentence that says what is allowed
     */
    public static Set<Mood> list(String text) {
        Set<Mood> moods = EnumSet.noneOf(Mood.class);
        for (String each : text.split(",")) {
            if (!each.isBlank()) {
                String name = each.strip().toUpperCase(Locale.ROOT);
                moods.add(Arrays.stream(values())
                        .filter(mood -> mood.name().equals(name))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException(
                                "moods must be some of denies, asks, supposes, plans and quotes, was: "
                                        + each.strip())));
            }
        }
        return moods;
    }

    /**
     * The moods of the sentence in which something was found.
     *
     * @param text the whole text
     * @param start where what was found begins
     * @param end where it ends
     */
    public static Set<Mood> of(CharSequence text, int start, int end) {
        String whole = text.toString();
        int from = Math.max(0, start - LONGEST);
        Matcher ends = SENTENCE_END.matcher(whole);
        int begin = from;
        ends.region(from, Math.max(from, start));
        while (ends.find()) {
            begin = ends.end();
        }
        int stop = Math.min(whole.length(), end + LONGEST);
        ends.region(Math.max(begin, end == 0 ? 0 : end - 1), stop);
        int close = ends.find() ? ends.end() : stop;
        String said = whole.substring(begin, close);
        Matcher polite = POLITE.matcher(said);
        boolean asksPolitely = polite.find();
        String sentence = polite.replaceFirst("");
        Set<Mood> moods = EnumSet.noneOf(Mood.class);
        for (Mood mood : values()) {
            if (mood.pattern.matcher(sentence).find()) {
                moods.add(mood);
            }
        }
        if (asksPolitely
                || sentence.stripTrailing().matches("(?s).*\\?[\"”“'’»)]*")
                || FIRST_WORD_ASKS.matcher(sentence).find()) {
            moods.add(ASKS);
        }
        if (isQuoted(whole.substring(begin, start)) || whole.startsWith(">", begin)) {
            moods.add(QUOTES);
        }
        String next =
                whole.substring(close, Math.min(whole.length(), close + 200)).stripLeading();
        if (TAKEN_BACK.matcher(next.split("[.!?\\n]", 2)[0]).find()) {
            moods.add(DENIES);
        }
        return moods;
    }

    /** True when a quotation was opened and not closed before it. */
    private static boolean isQuoted(String before) {
        return before.chars().filter(c -> QUOTATION_MARKS.indexOf(c) >= 0).count() % 2 == 1;
    }
}
