package io.goldtier.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.HtmlUtils;

/** {@code /sandbox/social}: what the platforms' stand-ins have published, as a timeline with its pictures. */
@RestController
@ConditionalOnProperty(name = "goldtier.mode", havingValue = "sandbox", matchIfMissing = true)
class SandboxTimeline {

    private final List<SandboxPosts> platforms;

    SandboxTimeline(List<SandboxPosts> platforms) {
        this.platforms = platforms;
    }

    @GetMapping("/sandbox/social")
    ResponseEntity<String> timeline() {
        StringBuilder page = new StringBuilder("""
                <!doctype html>
                <html lang="en">
                <head>
                  <meta charset="utf-8">
                  <meta name="viewport" content="width=device-width, initial-scale=1">
                  <meta name="color-scheme" content="light dark">
                  <title>Posts in the sandbox · Gold Tier</title>
                  <link rel="icon" href="/assets/icon.svg">
                  <link rel="stylesheet" href="/assets/console.css">
                </head>
                <body>
                <div class="bar"><div class="bar-in"><a class="brand" href="/"><img src="/assets/icon.svg" alt="">Gold Tier</a></div></div>
                <main id="content">
                <div class="head"><div><h1>Posts in the sandbox</h1><p>What would stand on Facebook, Instagram and X. Nothing of it has left this machine.</p></div></div>
                <div class="stack timeline">
                """);
        List<SandboxPosts.Post> posts = platforms.stream()
                .flatMap(platform -> platform.timeline().stream())
                .sorted(Comparator.comparing(SandboxPosts.Post::time).reversed())
                .toList();
        posts.forEach(post -> page.append(article(post)));
        if (posts.isEmpty()) {
            page.append(
                    "<div class=\"sheet calm\"><strong>Nothing yet</strong>Approve a post, and it will stand here.</div>");
        }
        page.append("</div>\n</main>\n</body>\n</html>\n");
        return ResponseEntity.ok()
                .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
                .body(page.toString());
    }

    private static String article(SandboxPosts.Post post) {
        StringBuilder text = new StringBuilder("<article class=\"sheet pad\">\n<header><h2>")
                .append(HtmlUtils.htmlEscape(post.platform()))
                .append("</h2> <time class=\"small soft\">")
                .append(HtmlUtils.htmlEscape(post.time()))
                .append("</time></header>\n");
        if (post.text() != null) {
            text.append("<p class=\"post\">")
                    .append(HtmlUtils.htmlEscape(post.text()))
                    .append("</p>\n");
        }
        if (post.picture() != null) {
            text.append("<img class=\"picture\" alt=\"The picture of the post\" src=\"")
                    .append(HtmlUtils.htmlEscape(post.picture()))
                    .append("\">\n");
        }
        if (post.link() != null) {
            text.append("<p class=\"small\">Link: ")
                    .append(HtmlUtils.htmlEscape(post.link()))
                    .append("</p>\n");
        }
        return text.append("<p class=\"small soft\">")
                .append(HtmlUtils.htmlEscape(String.valueOf(post.url())))
                .append("</p>\n</article>\n")
                .toString();
    }

    @GetMapping("/sandbox/social/picture/{platform}/{id:\\d{1,30}}")
    ResponseEntity<byte[]> picture(@PathVariable String platform, @PathVariable String id) {
        return platforms.stream()
                .filter(each -> each.name().equals(platform))
                .findFirst()
                .flatMap(each -> each.picture(id))
                .map(bytes -> ResponseEntity.ok()
                        .contentType(MediaType.parseMediaType(SandboxPictures.type(bytes)))
                        .body(bytes))
                .orElseGet(() -> ResponseEntity.notFound().build());
    }
}
