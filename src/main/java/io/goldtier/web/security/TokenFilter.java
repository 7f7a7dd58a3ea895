package io.goldtier.web.security;

import io.goldtier.web.answer.Answers;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets in who shows the token: as {@code Authorization: Bearer}, or as the cookie that the link {@code /?token=…} sets.
 * The link is answered with a redirect to the same address without the token, which so stays out of the history.
 *
 * <p>A browser sends the cookie by itself, so a request that changes something counts only if the browser says that it
 * comes from a page of ours ({@code Origin} or {@code Sec-Fetch-Site}).
 */
public final class TokenFilter extends OncePerRequestFilter {

    private static final Set<String> HARMLESS = Set.of("GET", "HEAD", "OPTIONS");
    /** What programs use, which have the token itself. */
    private static final List<String> PROGRAMS = List.of("/api", "/mcp", "/sandbox", "/actuator");

    private static final String BEARER = "Bearer ";
    private static final Duration COOKIE_AGE = Duration.ofDays(30);

    private final AccessToken token;

    TokenFilter(AccessToken token) {
        this.token = token;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (isLink(request) && token.opens(request.getParameter("token"))) {
            follow(request, response);
            return;
        }
        var header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            if (token.opens(header.substring(BEARER.length()).strip())) {
                letIn();
            }
        } else if (isForCookie(request) && token.opensAsCookie(cookie(request))) {
            if (!HARMLESS.contains(request.getMethod()) && !isFromOwnPage(request)) {
                Answers.error(request, response, 403, "A change must come from a page of this assistant.");
                return;
            }
            letIn();
        }
        chain.doFilter(request, response);
    }

    private static boolean isLink(HttpServletRequest request) {
        return request.getMethod().equals("GET")
                && request.getRequestURI().equals("/")
                && request.getParameter("token") != null;
    }

    /**
     * The cookie opens the pages, hawtio, and what the pages link to: of the REST addresses it shows what
     * is read by way of a page of ours. Nothing is changed with it there, and agents and stand-ins never see it.
     */
    private static boolean isForCookie(HttpServletRequest request) {
        var path = request.getRequestURI();
        if (PROGRAMS.stream().noneMatch(program -> path.equals(program) || path.startsWith(program + "/"))) {
            return true;
        }
        if (path.startsWith("/sandbox/social")) {
            // A page for people to look at
            return HARMLESS.contains(request.getMethod());
        }
        return path.startsWith("/api/")
                && HARMLESS.contains(request.getMethod())
                && "same-origin".equals(request.getHeader("Sec-Fetch-Site"));
    }

    private void follow(HttpServletRequest request, HttpServletResponse response) {
        var cookie = ResponseCookie.from(cookieName(request), token.cookie())
                .httpOnly(true)
                .sameSite("Strict")
                .secure(request.isSecure())
                .path("/")
                .maxAge(COOKIE_AGE)
                .build();
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
        response.setHeader(HttpHeaders.LOCATION, "/");
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
    }

    /** {@code HostGuard} has seen to it that an origin, where there is one, is ours. */
    private static boolean isFromOwnPage(HttpServletRequest request) {
        var site = request.getHeader("Sec-Fetch-Site");
        return site == null ? request.getHeader("Origin") != null : site.equals("same-origin");
    }

    private static void letIn() {
        var context = SecurityContextHolder.createEmptyContext();
        var nobodyElse = AuthorityUtils.createAuthorityList("OWNER");
        context.setAuthentication(new PreAuthenticatedAuthenticationToken("owner", "", nobodyElse));
        SecurityContextHolder.setContext(context);
    }

    private static String cookie(HttpServletRequest request) {
        var name = cookieName(request);
        return Stream.ofNullable(request.getCookies())
                .flatMap(Arrays::stream)
                .filter(cookie -> cookie.getName().equals(name))
                .map(Cookie::getValue)
                .findFirst()
                .orElse(null);
    }

    /** One name a port, since assistants on other ports of this machine share the browser's cookies. */
    private static String cookieName(HttpServletRequest request) {
        return "goldtier_" + request.getLocalPort();
    }
}
