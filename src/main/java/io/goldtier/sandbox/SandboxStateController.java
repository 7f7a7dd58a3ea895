package io.goldtier.sandbox;

import io.goldtier.json.Json;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /sandbox/state}: what all stand-ins hold; {@code ?system=odoo} for one alone. */
@RestController
@ConditionalOnProperty(name = "goldtier.mode", havingValue = "sandbox", matchIfMissing = true)
class SandboxStateController {

    private final List<SandboxState> standIns;

    SandboxStateController(List<SandboxState> standIns) {
        this.standIns = standIns;
    }

    @GetMapping(path = "/sandbox/state", produces = MediaType.APPLICATION_JSON_VALUE)
    String state(@RequestParam(required = false) String system) {
        Map<String, Object> state = new TreeMap<>();
        for (SandboxState standIn : standIns) {
            if (system == null || system.equals(standIn.name())) {
                state.put(standIn.name(), standIn.state());
            }
        }
        return Json.write(state);
    }
}
