package io.goldtier.sandbox.graph;

import static io.goldtier.sandbox.graph.GraphController.ok;

import io.goldtier.sandbox.SandboxFault.Trouble;
import io.goldtier.sandbox.SandboxPictures;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code /sandbox/graph}: an Instagram account in the wire format of the Graph API: container, status, publish
 * (developers.facebook.com, "Instagram Platform: Content Publishing", reference "IG User media", "IG Container").
 */
@RestController
@RequestMapping("/sandbox/graph/{version:v\\d+\\.\\d+}")
@ConditionalOnProperty(name = "goldtier.mode", havingValue = "sandbox", matchIfMissing = true)
class InstagramController {

    /** The account, as the card of {@code instagram} names it. */
    private static final String ACCOUNT = "200000000000002";

    private static final int LONGEST = 2_200;
    private static final int MOST_HASHTAGS = 30;
    private static final int MOST_A_DAY = 50;
    private static final Pattern HASHTAG = Pattern.compile("#[\\p{L}\\p{N}_]+");
    private static final Set<String> CONTAINER = Set.of("id", "status_code", "status");
    private static final Set<String> MEDIA =
            Set.of("id", "caption", "media_type", "permalink", "timestamp", "media_url");
    private static final Set<String> METRICS =
            Set.of("reach", "views", "accounts_engaged", "total_interactions", "likes", "comments", "shares", "saves");

    private final GraphSandbox graph;

    InstagramController(GraphSandbox graph) {
        this.graph = graph;
    }

    @ExceptionHandler(GraphError.class)
    ResponseEntity<String> refuse(GraphError error) {
        return error.answer();
    }

    @PostMapping("/" + ACCOUNT + "/media")
    ResponseEntity<String> container(HttpServletRequest request) {
        GraphRequest asked = GraphRequest.of(
                request, "image_url", "video_url", "caption", "media_type", "children", "alt_text", "is_carousel_item");
        asked.required("image_url");
        String url = asked.address("image_url");
        String caption = asked.text("caption") == null ? "" : asked.text("caption");
        if (caption.codePointCount(0, caption.length()) > LONGEST
                || HASHTAG.matcher(caption).results().count() > MOST_HASHTAGS) {
            throw new GraphError(400, 100, 2207010, "The caption was too long");
        }
        byte[] bytes = SandboxPictures.fetch(url).orElse(null);
        if (bytes == null || asked.trouble() == Trouble.PICTURE_NOT_FETCHED) {
            throw new GraphError(400, 9004, 2207052, "Only photo or video can be accepted as media type.");
        }
        if (!SandboxPictures.isJpeg(bytes)) {
            throw new GraphError(400, 36001, 2207005, "The image format is not supported.");
        }
        Map<String, Object> container = new LinkedHashMap<>();
        container.put("image_url", url);
        container.put("caption", caption);
        boolean slow = asked.trouble() == Trouble.CONTAINER_STUCK;
        container.put("status_code", slow ? "IN_PROGRESS" : "FINISHED");
        container.put("made", graph.now().toString());
        return ok(Map.of("id", graph.add("containers", "", container).get("id")));
    }

    @GetMapping("/{id:3\\d{9}}")
    ResponseEntity<String> status(HttpServletRequest request, @PathVariable String id) {
        GraphRequest asked = GraphRequest.of(request);
        Map<String, Object> container = found("containers", id);
        expire(container);
        Map<String, Object> shown = new LinkedHashMap<>(container);
        shown.put("status", shown.get("status_code"));
        if (asked.trouble() == Trouble.CONTAINER_STUCK && "FINISHED".equals(shown.get("status_code"))) {
            shown.put("status_code", "IN_PROGRESS");
        }
        return ok(asked.chosen(shown, CONTAINER));
    }

    /** What was slow is ready after half a minute, and what is not published within a day is gone. */
    private void expire(Map<String, Object> container) {
        Instant made = Instant.parse(String.valueOf(container.get("made")));
        if ("IN_PROGRESS".equals(container.get("status_code"))
                && graph.now().isAfter(made.plus(Duration.ofSeconds(30)))) {
            graph.change(container, "status_code", "FINISHED");
        }
        boolean old = graph.now().isAfter(made.plus(Duration.ofDays(1)));
        if (old && !"PUBLISHED".equals(container.get("status_code"))) {
            graph.change(container, "status_code", "EXPIRED");
        }
    }

    @PostMapping("/" + ACCOUNT + "/media_publish")
    ResponseEntity<String> publish(HttpServletRequest request) {
        GraphRequest asked = GraphRequest.of(request, "creation_id");
        synchronized (graph) {
            Map<String, Object> container = found("containers", asked.required("creation_id"));
            expire(container);
            if (!"FINISHED".equals(container.get("status_code"))) {
                throw new GraphError(400, 9007, 2207027, "Media ID is not available");
            }
            if (graph.newest("media", MOST_A_DAY).size() == MOST_A_DAY && usage() >= MOST_A_DAY) {
                throw new GraphError(403, 9, 2207042, "Application request limit reached");
            }
            Map<String, Object> media = new LinkedHashMap<>();
            media.put("caption", container.get("caption"));
            media.put("media_type", "IMAGE");
            media.put("media_url", container.get("image_url"));
            media.put("timestamp", graph.time());
            Map<String, Object> added = graph.add("media", "", media);
            graph.change(added, "permalink", "https://www.instagram.com/p/S" + added.get("id") + "/");
            graph.change(container, "status_code", "PUBLISHED");
            return ok(asked.chosen(added, MEDIA));
        }
    }

    private long usage() {
        Instant day = graph.now().minus(Duration.ofDays(1));
        return graph.newest("media", 1_000).stream()
                .filter(media -> java.time.OffsetDateTime.parse(
                                String.valueOf(media.get("timestamp")).replace("+0000", "Z"))
                        .toInstant()
                        .isAfter(day))
                .count();
    }

    @GetMapping("/" + ACCOUNT + "/media")
    ResponseEntity<String> media(HttpServletRequest request) {
        GraphRequest asked = GraphRequest.of(request, "limit", "since", "until", "after", "before");
        int limit = asked.text("limit") == null ? 25 : Math.min(100, Integer.parseInt(asked.text("limit")));
        return ok(Map.of(
                "data",
                graph.newest("media", limit).stream()
                        .map(media -> asked.chosen(media, MEDIA))
                        .toList()));
    }

    @GetMapping("/" + ACCOUNT + "/content_publishing_limit")
    ResponseEntity<String> limit(HttpServletRequest request) {
        GraphRequest.of(request, "since");
        return ok(Map.of(
                "data",
                List.of(Map.of(
                        "quota_usage",
                        usage(),
                        "config",
                        Map.of("quota_total", MOST_A_DAY, "quota_duration", 86_400)))));
    }

    @GetMapping("/" + ACCOUNT + "/insights")
    ResponseEntity<String> insights(HttpServletRequest request) {
        GraphRequest asked =
                GraphRequest.of(request, "metric", "period", "since", "until", "metric_type", "breakdown", "timeframe");
        return ok(GraphInsights.of(asked, METRICS, graph.newest("media", 100).size()));
    }

    @GetMapping("/" + ACCOUNT)
    ResponseEntity<String> account(HttpServletRequest request) {
        GraphRequest asked = GraphRequest.of(request);
        return ok(asked.chosen(Map.of("id", ACCOUNT, "username", "sandbox"), Set.of("id", "username")));
    }

    @GetMapping("/{id:4\\d{9}}")
    ResponseEntity<String> one(HttpServletRequest request, @PathVariable String id) {
        return ok(GraphRequest.of(request).chosen(found("media", id), MEDIA));
    }

    private Map<String, Object> found(String kind, String id) {
        return graph.find(kind, id).orElseThrow(() -> GraphError.unknown(id));
    }
}
