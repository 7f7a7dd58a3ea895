package io.goldtier.sandbox;

import io.goldtier.json.Json;
import io.goldtier.json.JsonProblem;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code /sandbox/faults}: GET shows, POST or PUT sets, DELETE clears.
 *
 * <p>The body maps a system to its fault, such as {@code {"odoo": {"cut_after_acting": true, "times": 1}}}.
 */
@RestController
@RequestMapping(path = "/sandbox/faults", produces = MediaType.APPLICATION_JSON_VALUE)
@ConditionalOnProperty(name = "goldtier.mode", havingValue = "sandbox", matchIfMissing = true)
class SandboxFaultsController {

    private final SandboxFaults faults;

    SandboxFaultsController(SandboxFaults faults) {
        this.faults = faults;
    }

    @RequestMapping(method = RequestMethod.GET)
    String show() {
        return Json.write(faults.show());
    }

    /** A form's body that is put has been read as fields before it comes here, so there is nothing of it left. */
    @RequestMapping(
            method = RequestMethod.PUT,
            consumes = {
                MediaType.APPLICATION_JSON_VALUE,
                MediaType.TEXT_PLAIN_VALUE,
                MediaType.APPLICATION_OCTET_STREAM_VALUE
            })
    ResponseEntity<String> put(@RequestBody String body) {
        return set(body, true);
    }

    @RequestMapping(method = RequestMethod.POST)
    ResponseEntity<String> post(@RequestBody String body) {
        return set(body, false);
    }

    /** What is put takes the place of all that was there, so that nothing is how a fault ends; what is posted comes to it. */
    private ResponseEntity<String> set(String body, boolean alone) {
        try {
            Map<String, SandboxFault> wanted = new LinkedHashMap<>();
            for (Map.Entry<String, Object> entry : Json.readObject(body).entrySet()) {
                if (!(entry.getValue() instanceof Map<?, ?>)) {
                    throw new IllegalArgumentException("the fault of " + entry.getKey() + " must be an object");
                }
                @SuppressWarnings("unchecked")
                Map<String, Object> fault = (Map<String, Object>) entry.getValue();
                wanted.put(entry.getKey(), SandboxFault.of(fault));
            }
            if (alone) {
                faults.clear();
            }
            wanted.forEach(faults::set);
            return ResponseEntity.ok(show());
        } catch (JsonProblem | IllegalArgumentException e) {
            return ResponseEntity.unprocessableContent().body(Json.write(Map.of("error", e.getMessage())));
        }
    }

    @RequestMapping(method = RequestMethod.DELETE)
    String clear() {
        faults.clear();
        return show();
    }
}
