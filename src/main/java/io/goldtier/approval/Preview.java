package io.goldtier.approval;

import io.goldtier.audit.Redaction;
import io.goldtier.skill.Skill;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a person judges a request by.
 *
 * @param does what the skill does, from its card; an empty text when there is no card any more
 * @param words the text that would be published or sent, as its card names it, or null
 * @param length the length in characters of what is sent, which may have more than is shown
 * @param facts all other parameters
 * @param found what a look at the outside has found, in sentences
 */
public record Preview(String does, String words, int length, Map<String, Object> facts, List<String> found) {

    /** Longer words are read as a text, shorter ones as one fact among the others. */
    private static final int LINE = 80;

    private static final String HIDDEN =
            "Where *** stands, a number that may be a card's, or a secret, is hidden here; it is"
                    + " sent as it was asked for. Approve only if you know it.";

    static Preview of(ApprovalRequest request, Optional<Skill> skill) {
        Map<String, Object> asked = request.effectiveParams();
        Map<String, Object> facts = Redaction.mask(asked);
        List<String> found = new ArrayList<>(request.preview());
        if (!facts.equals(asked)) {
            found.add(HIDDEN);
        }
        int length = skill.flatMap(card -> card.subject(asked).words())
                .map(text -> text.codePointCount(0, text.length()))
                .orElse(0);
        String words = skill.flatMap(card -> card.subject(facts)
                        .words()
                        .filter(text -> card.isPublishing() || text.length() > LINE || text.contains("\n")))
                .orElse(null);
        if (words != null) {
            facts.values().remove(words);
        }
        return new Preview(skill.map(Skill::description).orElse(""), words, words == null ? 0 : length, facts, found);
    }
}
