package io.goldtier.approval;

import io.goldtier.audit.Redaction;
import io.goldtier.skill.Skill;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a person judges a request by.
 *
 * @param does what the skill does, from its card; an empty text when there is no card any more
 * @param words the text that would be published or sent, as its card names it, or null
 * @param length its length in characters
 * @param facts all other parameters
 * @param found what a look at the outside has found, in sentences
 */
public record Preview(String does, String words, int length, Map<String, Object> facts, List<String> found) {

    /** Longer words are read as a text, shorter ones as one fact among the others. */
    private static final int LINE = 80;

    static Preview of(ApprovalRequest request, Optional<Skill> skill) {
        Map<String, Object> facts = Redaction.mask(request.effectiveParams());
        String words = skill.flatMap(card -> card.subject(facts)
                        .words()
                        .filter(text -> card.isPublishing() || text.length() > LINE || text.contains("\n")))
                .orElse(null);
        if (words != null) {
            facts.values().remove(words);
        }
        return new Preview(
                skill.map(Skill::description).orElse(""),
                words,
                words == null ? 0 : words.codePointCount(0, words.length()),
                facts,
                request.preview());
    }
}
