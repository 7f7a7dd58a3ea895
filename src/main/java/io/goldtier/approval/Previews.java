package io.goldtier.approval;

import io.goldtier.skill.Skill;
import io.goldtier.skill.Skills;
import io.goldtier.skill.Subject;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Makes the preview of a request with the help of the skill's card. */
@Component
public class Previews {

    private final Skills skills;

    Previews(Skills skills) {
        this.skills = skills;
    }

    /** What a person judges this request by. */
    public Preview of(ApprovalRequest request) {
        return Preview.of(request, card(request));
    }

    /** The request about whom and how much it was approved for, where the person who approved it has changed that. */
    ApprovalRequest asDecided(ApprovalRequest request) {
        if (!request.isEdited()) {
            return request;
        }
        Subject asked = skills.subject(request.skill(), request.params());
        Subject approved = skills.subject(request.skill(), request.approvedParams());
        return request.about(
                approved.who().equals(asked.who())
                        ? request.recipient()
                        : approved.who().orElse(null),
                approved.sum().equals(asked.sum())
                        ? request.amount()
                        : approved.sum().orElse(null));
    }

    private Optional<Skill> card(ApprovalRequest request) {
        try {
            return skills.find(request.skill());
        } catch (IllegalArgumentException e) {
            // A card that is out of order says nothing; all parameters are shown as facts
            return Optional.empty();
        }
    }
}
