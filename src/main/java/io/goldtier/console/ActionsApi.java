package io.goldtier.console;

import io.goldtier.loop.Settling;
import io.goldtier.report.Inbox;
import io.goldtier.trigger.Actions;
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
class ActionsApi {

    private final Resolver resolver;

    ActionsApi(Resolver resolver) {
        this.resolver = resolver;
    }

    @PostMapping("/api/actions/{id}/resolve")
    ResponseEntity<String> resolve(@PathVariable String id, InputStream body) throws IOException {
        String outcome = String.valueOf(Reply.body(body).get("outcome"));
        return Reply.ok(Map.of("action_id", id, "message", resolver.resolve(id, outcome)));
    }

    /** The same for the REST address and the console's form. */
    @Component
    static final class Resolver {

        private final Settling settling;
        private final Actions actions;
        private final Inbox inbox;

        Resolver(Settling settling, Actions actions, Inbox inbox) {
            this.settling = settling;
            this.actions = actions;
            this.inbox = inbox;
        }

        /** Settles and returns the sentence that says what happens now. */
        String resolve(String actionId, String outcome) {
            Settling.Finding finding = Arrays.stream(Settling.Finding.values())
                    .filter(one -> one.name().equalsIgnoreCase(outcome))
                    .findFirst()
                    .orElseThrow(() -> new Problem(422, "outcome must be done or retry, was: " + outcome, "outcome"));
            if (actions.find(actionId).isEmpty()) {
                throw new Problem(404, "There is no action " + actionId + ".");
            }
            try {
                String sentence = settling.resolve(actionId, finding, "owner");
                inbox.dismissAbout(actionId);
                return sentence;
            } catch (IllegalArgumentException e) {
                throw new Problem(409, e.getMessage());
            }
        }
    }
}
