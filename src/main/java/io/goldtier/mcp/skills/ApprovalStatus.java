package io.goldtier.mcp.skills;

import io.goldtier.approval.ApprovalRequest;
import io.goldtier.json.JsonSchema;
import io.goldtier.json.Yaml;
import io.goldtier.mcp.server.Tool;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The tool {@code approval_status}: what has become of a call that had to wait for a person. */
final class ApprovalStatus {

    static final String NAME = "approval_status";

    private static final JsonSchema INPUT = JsonSchema.of(Yaml.readMap("""
            type: object
            required: [approval_id]
            additionalProperties: false
            properties:
              approval_id: {type: string, minLength: 1, maxLength: 100, description: "The approval_id of an earlier answer."}
            """));

    private static final Map<String, Object> DEFINITION = Yaml.readMap("""
            name: approval_status
            title: Approval status
            description: >-
              Tell what has become of a call that had to wait for a person: whether it was approved, what the person has
              changed, and its result once it is done. Looks and changes nothing.
            outputSchema:
              type: object
              required: [approval_id, status]
              properties:
                approval_id: {type: string}
                status: {enum: [pending, approved, rejected, expired, used]}
                action: {type: string, description: "The tool that was called."}
                action_state: {type: string, description: "Where the call stands: awaiting_approval, running, waiting, in_doubt, done, failed, rejected."}
                message: {type: string, description: "The same in a sentence."}
                approve_at: {type: string, description: "Where a person decides."}
                expires: {type: string}
                input: {type: object, description: "The input as it was approved, where the person has changed it. Secrets are masked."}
                result: {type: object, description: "What the tool gave, once it is done."}
            annotations: {title: Approval status, readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false}
            """);

    private final Standing standing;
    private final Answers answers;

    ApprovalStatus(Standing standing, Answers answers) {
        this.standing = standing;
        this.answers = answers;
    }

    Tool tool() {
        Map<String, Object> definition = new LinkedHashMap<>(DEFINITION);
        definition.put("inputSchema", INPUT.source());
        return new Tool(definition, (arguments, context) -> tell(arguments));
    }

    private Map<String, Object> tell(Map<String, Object> arguments) {
        Optional<JsonSchema.Fault> fault = INPUT.check(arguments);
        if (fault.isPresent()) {
            return Results.error(
                    fault.get().sentence() + ".", Map.of("field", fault.get().field()));
        }
        String id = (String) arguments.get("approval_id");
        return standing.waiting(id)
                .map(this::fields)
                .orElseGet(() -> Results.error(
                        "There is no request for approval with this id.", Map.of("field", "approval_id")));
    }

    private Map<String, Object> fields(Standing.Waiting waiting) {
        ApprovalRequest request = waiting.request();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("approval_id", request.approvalId());
        fields.put("status", request.status());
        fields.put("action", request.skill());
        fields.put("action_state", waiting.action().state().word());
        fields.put("message", Sentences.withoutInside(standing.words(waiting)));
        fields.put("approve_at", answers.approveAt(request.approvalId()));
        fields.put("expires", request.expires().toString());
        Standing.changedInput(request).ifPresent(input -> fields.put("input", input));
        if (waiting.action().result() != null) {
            fields.put("result", waiting.action().result());
        }
        return Results.fromOutside(fields, "the call " + request.skill());
    }
}
