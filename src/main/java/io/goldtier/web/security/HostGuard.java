package io.goldtier.web.security;

import io.goldtier.web.answer.Answers;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses what a page of a stranger could make a browser send here: a foreign {@code Host} (a name that was rebound to
 * this address) and a foreign {@code Origin}. Webhooks arrive through a public name and are guarded by their
 * signatures, so their {@code Host} is not looked at.
 */
public final class HostGuard extends OncePerRequestFilter {

    private static final List<String> OWN_NAMES = List.of("127.0.0.1", "localhost", "[::1]");

    private final List<String> allowed;

    HostGuard(List<String> allowed) {
        this.allowed = allowed.stream()
                .map(host -> host.strip().toLowerCase(Locale.ROOT))
                .toList();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var host = request.getHeader("Host");
        if (!request.getRequestURI().startsWith("/webhooks/") && !isOwn(host, request)) {
            Answers.error(
                    request,
                    response,
                    403,
                    "This assistant does not answer to the host name " + Answers.quoted(host)
                            + ". Add it to goldtier.console.allowed-hosts if it is yours.");
            return;
        }
        var origin = request.getHeader("Origin");
        if (origin != null && !isOwn(authority(origin), request) && !isOwnForm(origin, request)) {
            Answers.error(
                    request,
                    response,
                    403,
                    "Requests from pages of " + Answers.quoted(origin) + " are not accepted. Add its host to"
                            + " goldtier.console.allowed-hosts if it is yours.");
            return;
        }
        if (isJolokia(request) && !isPostOfOwn(request)) {
            Answers.error(
                    request,
                    response,
                    HttpServletResponse.SC_FORBIDDEN,
                    "What hawtio's pages ask is answered to POST alone, and not to pages of others.");
            return;
        }
        chain.doFilter(request, response);
    }

    private static boolean isJolokia(HttpServletRequest request) {
        return request.getRequestURI().startsWith("/hawtio/jolokia");
    }

    /** A picture, a script or a link is a GET, wherever it stands; a form of another page says where it comes from. */
    private static boolean isPostOfOwn(HttpServletRequest request) {
        var site = request.getHeader("Sec-Fetch-Site");
        return request.getMethod().equals("POST") && (site == null || site.equals("same-origin"));
    }

    /**
     * A form of a page that sends no referrer has the origin {@code null}; the browser tells such a page of ours from a
     * stranger's in a header that no page can set.
     */
    private static boolean isOwnForm(String origin, HttpServletRequest request) {
        return origin.equals("null") && "same-origin".equals(request.getHeader("Sec-Fetch-Site"));
    }

    private boolean isOwn(String authority, HttpServletRequest request) {
        if (authority == null) {
            return false;
        }
        var given = authority.toLowerCase(Locale.ROOT);
        var port = ":" + request.getLocalPort();
        return OWN_NAMES.stream().anyMatch(name -> isHost(given, name, port))
                || allowed.stream().anyMatch(entry -> given.equals(entry) || isHost(given, entry, port));
    }

    private static boolean isHost(String given, String name, String port) {
        return given.equals(name + port) || (port.equals(":80") || port.equals(":443")) && given.equals(name);
    }

    /** The {@code host:port} of an origin, or null for {@code null} and for what is no web address. */
    private static String authority(String origin) {
        try {
            var uri = URI.create(origin);
            var web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            return web ? uri.getRawAuthority() : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
