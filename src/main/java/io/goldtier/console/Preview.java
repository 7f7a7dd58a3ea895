package io.goldtier.console;

import io.goldtier.approval.ApprovalRequest;
import io.goldtier.audit.Redaction;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a person judges a request by.
 *
 * @param does what the skill does, from its card
 * @param words the text that would be published or sent, or null
 * @param length its length in characters
 * @param facts all other parameters
 */
record Preview(String does, String words, int length, Map<String, Object> facts) {

    static Preview of(ApprovalRequest request, String does) {
        Map<String, Object> params = request.approvedParams() == null ? request.params() : request.approvedParams();
        Map<String, Object> facts = new LinkedHashMap<>(params);
        String words = null;
        for (String name : List.of("message", "text", "body", "caption")) {
            if (words == null && facts.get(name) instanceof String text && !text.isBlank()) {
                words = text;
                facts.remove(name);
            }
        }
        return new Preview(
                does, words, words == null ? 0 : words.codePointCount(0, words.length()), Redaction.mask(facts));
    }
}
