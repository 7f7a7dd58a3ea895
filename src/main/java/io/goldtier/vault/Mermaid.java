package io.goldtier.vault;

/** Text from outside inside a Mermaid chart, where it can be nothing but text. */
public final class Mermaid {

    private Mermaid() {}

    /** Only letters, digits and harmless signs stand for themselves. */
    public static String label(String text) {
        StringBuilder label = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (Character.isLetterOrDigit(c) || c == ' ' || c == '.' || c == ',' || c == '-') {
                label.appendCodePoint(c);
            } else {
                label.append('#').append(c).append(';');
            }
        });
        return label.toString();
    }
}
