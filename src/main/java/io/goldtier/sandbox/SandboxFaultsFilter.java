package io.goldtier.sandbox;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/** Makes the stand-ins misbehave as {@link SandboxFaults} says; the system is the second part of the path. */
@Component
@ConditionalOnProperty(name = "goldtier.mode", havingValue = "sandbox", matchIfMissing = true)
class SandboxFaultsFilter extends OncePerRequestFilter {

    private static final Set<String> OWN = Set.of("state", "faults");

    private final SandboxFaults faults;

    SandboxFaultsFilter(SandboxFaults faults) {
        this.faults = faults;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getRequestURI().startsWith("/sandbox/") || OWN.contains(system(request));
    }

    private static String system(HttpServletRequest request) {
        String[] parts = request.getRequestURI().split("/");
        return parts.length > 2 ? parts[2] : "";
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        HttpServletRequest called =
                request.getRequestURI().endsWith("/jsonrpc") ? new JsonRpcRequest(request) : request;
        String path = called instanceof JsonRpcRequest rpc ? rpc.calledPath() : request.getRequestURI();
        Optional<SandboxFault> fault = faults.take(system(request), path);
        if (fault.isEmpty()) {
            chain.doFilter(called, response);
            return;
        }
        hold(fault.get().latencyMs());
        if (!beforeActing(fault.get(), called, response)) {
            act(fault.get(), called, response, chain);
        }
    }

    private static boolean beforeActing(SandboxFault fault, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (fault.refuse()) {
            request.setAttribute(SandboxFaults.CUT, true);
            return true;
        }
        if (fault.offline() || fault.status() > 0) {
            response.setStatus(fault.offline() ? 503 : fault.status());
            if (fault.retryAfter() > 0) {
                response.setHeader("Retry-After", String.valueOf(fault.retryAfter()));
            }
            response.setContentType("text/html");
            response.getWriter().write("<html><body><h1>" + response.getStatus() + "</h1></body></html>");
            return true;
        }
        if (fault.garbage()) {
            response.setContentType("application/json");
            response.getWriter().write("{\"result\": [1, 2,, <<<");
            return true;
        }
        return false;
    }

    private static void act(
            SandboxFault fault, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (fault.wrongKey()) {
            request.setAttribute(SandboxFaults.WRONG_KEY, true);
        }
        request.setAttribute(SandboxFaults.MAIL, fault.mail());
        request.setAttribute(SandboxFaults.TROUBLE, fault.trouble());
        if (!fault.error500AfterActing() && !fault.cutAfterActing()) {
            chain.doFilter(request, response);
            return;
        }
        chain.doFilter(request, new ContentCachingResponseWrapper(response));
        response.reset();
        if (fault.cutAfterActing()) {
            request.setAttribute(SandboxFaults.CUT, true);
        } else {
            response.setStatus(500);
            response.setContentType("text/html");
            response.getWriter().write("<!doctype html>\n<title>500 Internal Server Error</title>\n");
        }
    }

    private static void hold(int milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
