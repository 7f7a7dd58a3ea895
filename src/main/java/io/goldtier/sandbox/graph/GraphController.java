package io.goldtier.sandbox.graph;

import io.goldtier.json.Json;
import io.goldtier.json.JsonProblem;
import io.goldtier.sandbox.SandboxFault.Trouble;
import io.goldtier.sandbox.SandboxPictures;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code /sandbox/graph}: a Facebook page in the wire format of the Graph API (developers.facebook.com, "Pages API: Posts", Graph
 * API reference "Page Feed", "Page Photos", "Page Insights").
 */
@RestController
@RequestMapping("/sandbox/graph/{version:v\\d+\\.\\d+}")
@ConditionalOnProperty(name = "goldtier.mode", havingValue = "sandbox", matchIfMissing = true)
class GraphController {

    /** The page, as the card of {@code facebook} names it. */
    static final String PAGE = "100000000000001";

    private static final int LONGEST = 63_206;
    private static final Set<String> POST = Set.of("id", "message", "created_time", "permalink_url");
    private static final Set<String> METRICS = Set.of(
            "page_follows",
            "page_media_view",
            "page_post_engagements",
            "page_views_total",
            "page_total_media_view_unique");

    private final GraphSandbox graph;

    GraphController(GraphSandbox graph) {
        this.graph = graph;
    }

    @ExceptionHandler(GraphError.class)
    ResponseEntity<String> refuse(GraphError error) {
        return error.answer();
    }

    @PostMapping("/" + PAGE + "/feed")
    ResponseEntity<String> post(HttpServletRequest request) {
        GraphRequest asked = GraphRequest.of(
                request, "message", "link", "published", "scheduled_publish_time", "attached_media", "backdated_time");
        String message = asked.text("message");
        String link = asked.address("link");
        List<Object> photos = photos(asked.text("attached_media"));
        if ((message == null || message.isBlank()) && link == null && photos.isEmpty()) {
            throw new GraphError(100, "(#100) Missing message or attachment");
        }
        if (message != null && message.codePointCount(0, message.length()) > LONGEST) {
            throw new GraphError(100, "(#100) Param message is too long");
        }
        if (!asked.truth("published", true)) {
            throw new GraphError(100, "(#100) The specified scheduled publish time is invalid.");
        }
        List<Map<String, Object>> last = graph.newest("posts", 1);
        boolean same = message != null
                && !last.isEmpty()
                && message.equals(last.get(0).get("message"))
                && java.util.Objects.equals(link, last.get(0).get("link"));
        if (same || asked.trouble() == Trouble.DUPLICATE) {
            throw new GraphError(400, 506, 1455006, "Duplicate status message");
        }
        Map<String, Object> post = new LinkedHashMap<>();
        post.put("message", message);
        post.put("link", link);
        if (!photos.isEmpty()) {
            post.put("photos", photos);
        }
        post.put("created_time", graph.time());
        Map<String, Object> added = graph.add("posts", PAGE + "_", post);
        graph.change(
                added,
                "permalink_url",
                "https://www.facebook.com/" + String.valueOf(added.get("id")).replace("_", "/posts/"));
        return ok(asked.chosen(added, POST));
    }

    /** Ids of photos that were sent before: {@code [{"media_fbid":"…"}]}. */
    private List<Object> photos(String attached) {
        if (attached == null) {
            return List.of();
        }
        List<Object> ids = new ArrayList<>();
        try {
            for (Object each : Json.readArray(attached)) {
                if (!(each instanceof Map<?, ?> media)
                        || !media.keySet().equals(Set.of("media_fbid"))
                        || graph.find("photos", media.get("media_fbid")).isEmpty()) {
                    throw new GraphError(100, "(#100) Param attached_media must be an array of media_fbid");
                }
                ids.add(media.get("media_fbid"));
            }
        } catch (JsonProblem e) {
            throw new GraphError(100, "(#100) Param attached_media must be an array.");
        }
        return ids;
    }

    @PostMapping("/" + PAGE + "/photos")
    ResponseEntity<String> photo(HttpServletRequest request) {
        GraphRequest asked =
                GraphRequest.of(request, "url", "caption", "published", "temporary", "alt_text_custom", "source");
        String url = asked.address("url");
        byte[] source = asked.file("source");
        if ((url == null) == (source == null)) {
            throw new GraphError(324, "(#324) Requires upload file");
        }
        byte[] bytes = source == null ? SandboxPictures.fetch(url).orElse(null) : source;
        if (bytes == null || asked.trouble() == Trouble.PICTURE_NOT_FETCHED || !SandboxPictures.isPicture(bytes)) {
            throw new GraphError(324, "(#324) Missing or invalid image file");
        }
        Map<String, Object> photo = new LinkedHashMap<>();
        photo.put("url", url);
        photo.put("caption", asked.text("caption"));
        photo.put("source", Base64.getEncoder().encodeToString(bytes));
        Map<String, Object> added = graph.add("photos", "", photo);
        if (!asked.truth("published", true)) {
            return ok(Map.of("id", added.get("id")));
        }
        Map<String, Object> post = new LinkedHashMap<>();
        post.put("message", asked.text("caption"));
        post.put("photos", List.of(added.get("id")));
        post.put("created_time", graph.time());
        return ok(Map.of(
                "id",
                added.get("id"),
                "post_id",
                graph.add("posts", PAGE + "_", post).get("id")));
    }

    @GetMapping("/" + PAGE + "/published_posts")
    ResponseEntity<String> posts(HttpServletRequest request) {
        GraphRequest asked = GraphRequest.of(request, "limit", "since", "until", "after", "before");
        int limit = asked.text("limit") == null ? 25 : Math.min(100, Integer.parseInt(asked.text("limit")));
        return ok(Map.of(
                "data",
                graph.newest("posts", limit).stream()
                        .map(post -> asked.chosen(post, POST))
                        .toList()));
    }

    @GetMapping("/" + PAGE + "/insights")
    ResponseEntity<String> insights(HttpServletRequest request) {
        GraphRequest asked = GraphRequest.of(
                request, "metric", "period", "since", "until", "date_preset", "metric_type", "breakdown");
        return ok(GraphInsights.of(asked, METRICS, graph.newest("posts", 100).size()));
    }

    @GetMapping("/debug_token")
    ResponseEntity<String> token(HttpServletRequest request) {
        GraphRequest asked = GraphRequest.of(request, "input_token");
        asked.required("input_token");
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("app_id", "100000000000009");
        data.put("type", "PAGE");
        data.put("is_valid", true);
        data.put("expires_at", 0);
        data.put(
                "data_access_expires_at",
                graph.now().plusSeconds(80L * 24 * 3600).getEpochSecond());
        data.put("scopes", List.of(asked.scopes().split(",")));
        return ok(Map.of("data", data));
    }

    @GetMapping("/" + PAGE)
    ResponseEntity<String> page(HttpServletRequest request) {
        GraphRequest asked = GraphRequest.of(request);
        Map<String, Object> page = new LinkedHashMap<>();
        page.put("id", PAGE);
        page.put("name", "Sandbox page");
        return ok(asked.text("fields") == null ? page : asked.chosen(page, Set.of("id", "name")));
    }

    @GetMapping("/{post:\\d+_\\d+}")
    ResponseEntity<String> one(HttpServletRequest request, @PathVariable String post) {
        GraphRequest asked = GraphRequest.of(request);
        return ok(asked.chosen(graph.find("posts", post).orElseThrow(() -> GraphError.unknown(post)), POST));
    }

    @RequestMapping("/{object}/feed")
    ResponseEntity<String> another(HttpServletRequest request, @PathVariable String object) {
        GraphRequest.of(request, "message", "link");
        throw GraphError.unknown(object);
    }

    static ResponseEntity<String> ok(Object value) {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .header("X-App-Usage", "{\"call_count\":1,\"total_time\":1,\"total_cputime\":1}")
                .body(Json.write(value));
    }
}
