package io.goldtier.web.api;

import io.goldtier.loop.recovery.LoopRecovery;
import io.goldtier.loop.recovery.Resolution;
import io.goldtier.report.Inbox;
import io.goldtier.trigger.Actions;
import io.goldtier.web.answer.Problem;
import io.goldtier.web.answer.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /api/actions/{id}/resolve}: a person settles an action whose outcome is not known. */
@RestController
public class ActionsApi {

    private final Resolver resolver;

    ActionsApi(Resolver resolver) {
        this.resolver = resolver;
    }

    @PostMapping("/api/actions/{id}/resolve")
    ResponseEntity<String> resolve(@PathVariable String id, InputStream body) throws IOException {
        Map<String, Object> found = Reply.body(body);
        @SuppressWarnings("unchecked")
        Map<String, Object> output =
                found.get("output") instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
        String message = resolver.resolve(id, String.valueOf(found.get("outcome")), output);
        return Reply.ok(Map.of("action_id", id, "message", message));
    }

    /** The same for the REST address and the console's form. */
    @Component
    public static final class Resolver {

        private final Resolution resolution;
        private final Actions actions;
        private final Inbox inbox;

        private final LoopRecovery recovery;

        Resolver(Resolution resolution, Actions actions, Inbox inbox, LoopRecovery recovery) {
            this.resolution = resolution;
            this.recovery = recovery;
            this.actions = actions;
            this.inbox = inbox;
        }

        /** Settles and returns the sentence that says what happens now. */
        public String resolve(String actionId, String outcome, Map<String, Object> output) {
            Resolution.Finding finding = Arrays.stream(Resolution.Finding.values())
                    .filter(one -> one.name().equalsIgnoreCase(outcome))
                    .findFirst()
                    .orElseThrow(() -> new Problem(422, "outcome must be done or retry, was: " + outcome, "outcome"));
            if (actions.find(actionId).isEmpty()) {
                throw new Problem(404, "There is no action " + actionId + ".");
            }
            try {
                String sentence = resolution.resolve(actionId, finding, output, "owner");
                inbox.dismissAbout(actionId);
                if (finding == Resolution.Finding.RETRY) {
                    // A step of a plan is taken up by its loop, a call from outside by nobody else
                    actions.find(actionId)
                            .filter(call -> call.triggerId() == null)
                            .ifPresent(recovery::goOn);
                }
                return sentence;
            } catch (IllegalArgumentException e) {
                throw new Problem(409, e.getMessage());
            }
        }
    }
}
