package io.goldtier.web.security;

import io.goldtier.web.answer.Answers;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Answers addresses that could be read in two ways, such as {@code //hawtio/jolokia}, {@code /a/..;/b} or {@code /%61pi},
 * before anything that decides by the address sees them: nobody honest encodes a letter or a digit.
 */
final class PlainPaths extends OncePerRequestFilter {

    private static final Pattern TWO_WAYS = Pattern.compile(
            "//|[;\\\\]|/\\.{1,2}(/|$)|%(25|2e|2f|3b|5c|00|0a|0d|3[0-9]|[46][1-9a-f]|[57][0-9a])|\\p{Cntrl}",
            Pattern.CASE_INSENSITIVE);

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (TWO_WAYS.matcher(request.getRequestURI()).find()) {
            Answers.error(
                    request, response, HttpServletResponse.SC_BAD_REQUEST, "This is no address that is answered here.");
        } else {
            chain.doFilter(request, response);
        }
    }
}
