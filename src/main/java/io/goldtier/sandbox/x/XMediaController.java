package io.goldtier.sandbox.x;

import io.goldtier.json.Json;
import io.goldtier.sandbox.SandboxFault.Trouble;
import io.goldtier.sandbox.SandboxFaults;
import io.goldtier.sandbox.SandboxPictures;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code /sandbox/x/2/media/upload}: initialize, append, finalize, status, with the fields and kinds of pictures of docs.x.com,
 * "MediaUploadConfigRequest".
 */
@RestController
@RequestMapping("/sandbox/x/2/media/upload")
@ConditionalOnProperty(name = "goldtier.mode", havingValue = "sandbox", matchIfMissing = true)
class XMediaController {

    private static final int LARGEST = 5 * 1024 * 1024;
    private static final int LIFE = 86_400;
    private static final Set<String> TYPES = Set.of("image/jpeg", "image/png", "image/gif", "image/webp");
    private static final Set<String> FIELDS =
            Set.of("media_type", "total_bytes", "media_category", "additional_owners", "shared");

    private final XSandbox x;
    private final XAccess access;

    XMediaController(XSandbox x, XAccess access) {
        this.x = x;
        this.access = access;
    }

    @ExceptionHandler(XProblem.class)
    ResponseEntity<String> refuse(XProblem problem) {
        return problem.status().contentType(problem.type()).body(problem.body());
    }

    @PostMapping("/initialize")
    ResponseEntity<String> initialize(HttpServletRequest request, @RequestBody(required = false) String body) {
        access.check(request, true);
        Map<String, Object> asked = XController.object(body);
        if (!FIELDS.containsAll(asked.keySet())) {
            throw XProblem.invalid("$." + asked.keySet() + ": is not defined in the schema");
        }
        if (!TYPES.contains(String.valueOf(asked.get("media_type")))) {
            throw XProblem.invalid("$.media_type: does not have a value in the enumeration");
        }
        if (!(asked.get("total_bytes") instanceof Integer size) || size < 1 || size > LARGEST) {
            throw XProblem.invalid("$.total_bytes: must be an integer of at most " + LARGEST);
        }
        return data(x.open(String.valueOf(asked.get("media_type")), size), null);
    }

    @PostMapping("/{id:\\d+}/append")
    ResponseEntity<String> append(HttpServletRequest request, @PathVariable String id) {
        access.check(request, true);
        Map<String, Object> upload = found(id);
        try {
            Part media = request.getPart("media");
            if (media == null
                    || !String.valueOf(request.getParameter("segment_index")).matches("\\d{1,3}")) {
                throw XProblem.invalid("media and segment_index are required");
            }
            byte[] before = Base64.getDecoder().decode(String.valueOf(upload.get("source")));
            byte[] more = media.getInputStream().readAllBytes();
            // The same segment twice is the same segment
            byte[] all = "0".equals(request.getParameter("segment_index"))
                    ? new byte[more.length]
                    : java.util.Arrays.copyOf(before, before.length + more.length);
            System.arraycopy(more, 0, all, all.length - more.length, more.length);
            x.change(upload, "source", Base64.getEncoder().encodeToString(all));
        } catch (IOException | ServletException e) {
            throw XProblem.invalid("the body must be multipart/form-data");
        }
        return json(Map.of("data", Map.of("expires_at", LIFE)));
    }

    @PostMapping("/{id:\\d+}/finalize")
    ResponseEntity<String> complete(HttpServletRequest request, @PathVariable String id) {
        access.check(request, true);
        Map<String, Object> upload = found(id);
        byte[] bytes = Base64.getDecoder().decode(String.valueOf(upload.get("source")));
        if (bytes.length != Integer.parseInt(String.valueOf(upload.get("total_bytes")))
                || !SandboxPictures.isPicture(bytes)
                || SandboxFaults.trouble(request) == Trouble.PICTURE_NOT_FETCHED) {
            throw XProblem.invalid("Invalid or unsupported media, Reason: UnsupportedMedia.");
        }
        boolean stuck = SandboxFaults.trouble(request) == Trouble.CONTAINER_STUCK;
        x.change(upload, "state", stuck ? "in_progress" : "succeeded");
        return data(upload, stuck ? "in_progress" : null);
    }

    @GetMapping
    ResponseEntity<String> status(HttpServletRequest request) {
        access.check(request, false);
        if (!"STATUS".equals(request.getParameter("command"))) {
            throw XProblem.invalid("command must be STATUS");
        }
        Map<String, Object> upload = found(request.getParameter("media_id"));
        if (SandboxFaults.trouble(request) != Trouble.CONTAINER_STUCK) {
            x.change(upload, "state", "succeeded");
        }
        return data(upload, String.valueOf(upload.get("state")));
    }

    private Map<String, Object> found(String id) {
        return x.upload(id).orElseThrow(() -> XProblem.invalid("Media ID " + id + " is invalid."));
    }

    private static ResponseEntity<String> data(Map<String, Object> upload, String processing) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("id", upload.get("id"));
        data.put("media_key", "3_" + upload.get("id"));
        data.put("expires_after_secs", LIFE);
        if (processing != null) {
            data.put(
                    "processing_info",
                    processing.equals("succeeded")
                            ? Map.of("state", "succeeded", "progress_percent", 100)
                            : Map.of("state", processing, "check_after_secs", 5));
        }
        return json(Map.of("data", data));
    }

    private static ResponseEntity<String> json(Object value) {
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(Json.write(value));
    }
}
