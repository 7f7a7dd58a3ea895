package io.goldtier.trigger.phrase;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a rule looks for, in the words of people instead of those of regular expressions:
 * {@code (completed | finished) [the] project for {client} (, | ; | for) {amount}}.
 *
 * <ul>
 *   <li>Words stand for themselves, in capitals or not, with any spaces between them; so do the signs {@code , ; : ( )}
 *       and a dash with spaces around it. What stands in double quotes stands for itself, too.
 *   <li>{@code (one | other)} stands for one of several, {@code [this]} for something that may be left out; both may hold
 *       everything else.
 *   <li><code>{start}</code> stands for the beginning of a line.
 *   <li><code>{name: kind}</code> finds something that the rule's actions can use. The kinds: {@code amount}, of money;
 *       {@code date}; {@code number}, a whole one; {@code name}, which may have commas; {@code words}, up to the next
 *       comma, semicolon, colon or line. Without a kind, a piece that is called like a kind is of that kind,
 *       <code>{client}</code> is a name, and every other is words.
 * </ul>
 */
public final class Phrase {

    private static final Map<String, String> KINDS = Map.of(
            "amount", "",
            "date", "",
            "number", "(?<!\\d)\\d{1,18}(?!\\d)",
            "name", "(?![\\s,;:.–—-])[^\\n;:]{1,120}?",
            "words", "(?![\\s,;:.–—-])[^\\n,;:]{1,100}?");

    /** With nothing behind it that it ends at, a piece takes what it can get up to the end of the clause. */
    private static final Map<String, String> LAST = Map.of(
            "name", "(?![\\s,;:.–—-])[^\\n;:().]{1,120}",
            "words", "(?![\\s,;:.–—-])[^\\n,;:().]{1,100}");

    /** A number, an amount or a date has a digit. */
    private static final Set<String> WITH_DIGITS = Set.of("amount", "date", "number");

    /** More signs than any piece has, even one of 120 that take two places each; no amount comes near it. */
    private static final int LONGEST_PIECE = 250;

    private static final String GAP = "\\s*";

    /** The end of a clause, up to which a piece reaches that is followed by nothing but what may be left out. */
    private static final String END = "(?=\\s*(?:[,;:()\\n]|\\.(?:\\s|$)|$))";

    private final String text;
    private int at;

    private Phrase(String text) {
        this.text = text;
    }

    /**
     * The regular expression for a phrase, with a named group for each piece; those of the kinds amount and date are
     * empty groups.
     *
     * @throws PhraseProblem with a sentence that names the place
     */
    public static String regex(String text) {
        Phrase phrase = new Phrase(text.strip());
        List<Part> parts = phrase.alternatives('\0');
        return "(?imu)" + render(parts, true);
    }

    /**
     * What a phrase is never found without, so that a long text is tried only around it.
     *
     * @param regex what it looks like
     * @param reach how many signs it begins behind the beginning of the phrase at most; spaces in a row count as one
     */
    public record Anchor(String regex, int reach) {}

    /**
     * All that a phrase is never found without.
     *
     * @throws PhraseProblem with a sentence that names the place
     */
    public static List<Anchor> anchors(String text) {
        Phrase phrase = new Phrase(text.strip());
        return anchors(new Part.Choice(phrase.alternatives('\0')), 0).stream()
                .map(each -> new Anchor("(?imu)" + each.regex(), each.reach()))
                .toList();
    }

    private static List<Anchor> anchors(Part part, int before) {
        if (part instanceof Part.Sequence sequence) {
            List<Anchor> all = new ArrayList<>();
            int reach = before;
            for (Part each : sequence.parts()) {
                all.addAll(anchors(each, reach));
                reach += longest(each) + 1;
            }
            return all;
        }
        if (part instanceof Part.Choice choice) {
            return oneOf(
                    choice.parts().stream().map(each -> anchors(each, before)).toList());
        }
        if (part instanceof Part.Piece piece) {
            return WITH_DIGITS.contains(piece.kind()) ? List.of(new Anchor("\\d", before + longest(piece))) : List.of();
        }
        return part instanceof Part.Fixed fixed && !fixed.quick().isEmpty()
                ? List.of(new Anchor(fixed.quick(), before))
                : List.of();
    }

    /** Of several ways to go on, one is taken: so one of what each needs is there. */
    private static List<Anchor> oneOf(List<List<Anchor>> ways) {
        if (ways.size() == 1 || ways.stream().anyMatch(List::isEmpty)) {
            return ways.size() == 1 ? ways.get(0) : List.of();
        }
        List<Anchor> chosen = ways.stream()
                .map(way -> Collections.max(
                        way, Comparator.comparingInt(each -> each.regex().length())))
                .toList();
        return List.of(new Anchor(
                chosen.stream().map(Anchor::regex).collect(Collectors.joining("|", "(?:", ")")),
                chosen.stream().mapToInt(Anchor::reach).max().orElseThrow()));
    }

    /** How many signs it has at most, spaces in a row counted as one. */
    private static int longest(Part part) {
        if (part instanceof Part.Sequence sequence) {
            return sequence.parts().stream().mapToInt(each -> longest(each) + 1).sum();
        }
        if (part instanceof Part.Choice choice) {
            return choice.parts().stream().mapToInt(Phrase::longest).max().orElse(0);
        }
        if (part instanceof Part.Optional optional) {
            return optional.parts().stream().mapToInt(Phrase::longest).max().orElse(0) + 1;
        }
        return part instanceof Part.Fixed fixed ? fixed.regex().length() : LONGEST_PIECE;
    }

    /** Something that a phrase is made of. */
    private sealed interface Part {

        /** One after the other. */
        record Sequence(List<Part> parts) implements Part {}

        /** One of several. */
        record Choice(List<Part> parts) implements Part {}

        /** May be left out. */
        record Optional(List<Part> parts) implements Part {}

        /** Its own expression, and a quicker one that finds no less, which for signs is empty: they are everywhere. */
        record Fixed(String regex, String quick) implements Part {}

        /** Named, of a kind. */
        record Piece(String name, String kind) implements Part {}
    }

    private List<Part> alternatives(char end) {
        int begin = at;
        List<Part> all = new ArrayList<>();
        List<Part> sequence = new ArrayList<>();
        while (true) {
            skipSpaces();
            if (at == text.length()) {
                if (end != '\0') {
                    throw problem("the bracket " + text.charAt(begin - 1) + " is not closed", begin - 1);
                }
                all.add(sequence(sequence));
                return all;
            }
            char next = text.charAt(at++);
            if (next == end || next == '|') {
                all.add(sequence(sequence));
                sequence = new ArrayList<>();
                if (next == end) {
                    return all;
                }
            } else {
                sequence.add(part(next));
            }
        }
    }

    private Part sequence(List<Part> parts) {
        if (parts.isEmpty()) {
            throw problem(
                    "something is missing before it; write \"(\" in double quotes if it stands for itself", at - 1);
        }
        return new Part.Sequence(List.copyOf(parts));
    }

    private Part part(char first) {
        return switch (first) {
            case '(' -> new Part.Choice(alternatives(')'));
            case '[' -> new Part.Optional(alternatives(']'));
            case ')', ']', '}' -> throw problem("the bracket " + first + " closes nothing", at - 1);
            case '{' -> piece();
            case '"' -> fixed(quoted());
            case ',', ';', ':' -> new Part.Fixed(Pattern.quote(String.valueOf(first)), "");
            case '-', '–', '—' -> new Part.Fixed("(?<=\\s)[-–—](?=\\s)", "");
            default -> fixed(word());
        };
    }

    private Part piece() {
        int end = text.indexOf('}', at);
        if (end < 0) {
            throw problem("the bracket { is not closed", at - 1);
        }
        String[] written = text.substring(at, end).split(":", 2);
        String name = written[0].strip();
        String kind = written.length == 2 ? written[1].strip() : kind(name);
        if (name.equals("start")) {
            at = end + 1;
            return new Part.Fixed("^", "^");
        }
        if (!name.matches("[a-zA-Z][a-zA-Z0-9]*")) {
            throw problem("a piece is called by letters and digits, such as {client}, was: {" + name + "}", at - 1);
        }
        if (!KINDS.containsKey(kind)) {
            throw problem("a piece is of the kind amount, date, number, name or words, was: " + kind, at - 1);
        }
        if ((kind.equals("amount") || kind.equals("date")) && !kind.equals(name)) {
            throw problem("a piece of the kind " + kind + " is called {" + kind + "}, was: {" + name + "}", at - 1);
        }
        at = end + 1;
        return new Part.Piece(name, kind);
    }

    private static String kind(String name) {
        return KINDS.containsKey(name) ? name : name.equals("client") ? "name" : "words";
    }

    private String quoted() {
        int end = text.indexOf('"', at);
        if (end <= at) {
            throw problem("the double quotes are not closed, or hold nothing", at - 1);
        }
        String literal = text.substring(at, end);
        at = end + 1;
        return literal;
    }

    private String word() {
        int begin = at - 1;
        while (at < text.length()
                && !Character.isWhitespace(text.charAt(at))
                && "()[]{}|\",;:".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return text.substring(begin, at);
    }

    private static Part fixed(String words) {
        return new Part.Fixed(literal(words), Pattern.quote(words));
    }

    /** Words are whole words: no "paid" is found in "unpaid". */
    private static String literal(String words) {
        boolean startsWord = Character.isLetterOrDigit(words.codePointAt(0));
        boolean endsWord = Character.isLetterOrDigit(words.codePointBefore(words.length()));
        return (startsWord ? "(?<![\\p{L}\\p{N}])" : "")
                + Pattern.quote(words)
                + (endsWord ? "(?![\\p{L}\\p{N}])" : "");
    }

    private void skipSpaces() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    /** @param last whether nothing comes after these */
    private static String render(List<Part> alternatives, boolean last) {
        StringBuilder regex = new StringBuilder("(?:");
        for (Part each : alternatives) {
            regex.append(regex.length() > 3 ? "|" : "").append(render(each, last));
        }
        return regex.append(")").toString();
    }

    private static String render(Part part, boolean last) {
        if (part instanceof Part.Sequence sequence) {
            StringBuilder regex = new StringBuilder();
            List<Part> parts = sequence.parts();
            for (int i = 0; i < parts.size(); i++) {
                boolean end = i == parts.size() - 1;
                regex.append(render(parts.get(i), last && end));
                boolean bringsItsGap = parts.get(i) instanceof Part.Optional;
                regex.append(end || bringsItsGap ? "" : GAP);
            }
            return regex.append(last && mayEndWithOpenPiece(parts) ? END : "").toString();
        }
        if (part instanceof Part.Choice choice) {
            return render(choice.parts(), last);
        }
        if (part instanceof Part.Optional optional) {
            return "(?:" + render(optional.parts(), last) + GAP + ")?";
        }
        if (part instanceof Part.Piece piece) {
            String found = last ? LAST.getOrDefault(piece.kind(), KINDS.get(piece.kind())) : KINDS.get(piece.kind());
            return "(?<" + piece.name() + ">" + found + ")";
        }
        return ((Part.Fixed) part).regex();
    }

    /** True when a piece of words is followed by nothing but what may be left out. */
    private static boolean mayEndWithOpenPiece(List<Part> parts) {
        int i = parts.size() - 1;
        while (i > 0 && parts.get(i) instanceof Part.Optional) {
            i--;
        }
        return i < parts.size() - 1 && parts.get(i) instanceof Part.Piece piece && LAST.containsKey(piece.kind());
    }

    private PhraseProblem problem(String what, int place) {
        return new PhraseProblem(what + " (at character " + (place + 1) + ")");
    }
}
