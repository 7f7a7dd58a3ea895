package io.goldtier.web.security;

import io.goldtier.web.ConsoleSettings;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.InetAddress;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.servlet.ConfigurableServletWebServerFactory;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.header.writers.CrossOriginResourcePolicyHeaderWriter.CrossOriginResourcePolicy;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/**
 * Who may see and do what: everything needs the token, save the webhooks (guarded by their signatures), the stand-ins
 * of outside systems (guarded by the keys of those systems), the health check and the pages' style sheet and script. There are no users, no passwords and
 * no sessions.
 */
@Configuration(proxyBeanMethods = false)
class WebSecurity {

    private static final String[] OPEN = {
        "/assets/**",
        "/favicon.ico",
        "/webhooks/**",
        "/sandbox/odoo/**",
        "/sandbox/any/**",
        "/sandbox/graph/**",
        "/sandbox/x/**",
        "/sandbox/pictures/**",
        "/sandbox/whatsapp/**",
        "/sandbox/form",
        "/actuator/health",
        "/actuator/health/**"
    };

    @Bean
    SecurityFilterChain tokenGuardsAll(HttpSecurity http, AccessToken token, ConsoleSettings settings) {
        return http.addFilterAfter(new HostGuard(settings.allowedHosts()), HeaderWriterFilter.class)
                .addFilterBefore(new TokenFilter(token), AuthorizationFilter.class)
                .authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(
                                DispatcherType.ASYNC, DispatcherType.ERROR, DispatcherType.FORWARD)
                        .permitAll()
                        .requestMatchers(OPEN)
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .exceptionHandling(handling -> handling.authenticationEntryPoint(
                        (request, response, problem) -> SignIn.ask(request, response)))
                .headers(headers -> headers.frameOptions(frames -> frames.sameOrigin())
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER))
                        .crossOriginOpenerPolicy(opener -> opener.policy(CrossOriginOpenerPolicy.SAME_ORIGIN))
                        .crossOriginResourcePolicy(resource -> resource.policy(CrossOriginResourcePolicy.SAME_ORIGIN))
                        .addHeaderWriter(WebSecurity::contentPolicy))
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                // TokenFilter does it: a cookie counts for a change only from a page of ours.
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                .build();
    }

    /** Before everything else, and for every path. */
    @Bean
    FilterRegistrationBean<RequestLimit> requestLimit() {
        FilterRegistrationBean<RequestLimit> limit = new FilterRegistrationBean<>(new RequestLimit());
        limit.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return limit;
    }

    /** After the limit, before all that decides by the address. */
    @Bean
    FilterRegistrationBean<PlainPaths> plainPaths() {
        FilterRegistrationBean<PlainPaths> paths = new FilterRegistrationBean<>(new PlainPaths());
        paths.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
        return paths;
    }

    /** There is nobody to log in; without this bean Spring Boot would invent a user and print a password. */
    @Bean
    AuthenticationManager nobodyLogsIn() {
        return request -> {
            throw new BadCredentialsException("There are no users and passwords, only the token.");
        };
    }

    /** The address that is bound if {@code server.address} says nothing; the setting, applied after this, wins. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    WebServerFactoryCustomizer<ConfigurableServletWebServerFactory> thisMachineOnly() {
        return server -> server.setAddress(InetAddress.getLoopbackAddress());
    }

    /** hawtio compiles its page templates and draws with inline styles; nothing else here does. */
    private static void contentPolicy(HttpServletRequest request, HttpServletResponse response) {
        var hawtio = request.getRequestURI().startsWith("/hawtio");
        response.setHeader(
                "Content-Security-Policy",
                "default-src 'none'; script-src 'self'" + (hawtio ? " 'unsafe-eval'" : "") + "; style-src 'self'"
                        + (hawtio ? " 'unsafe-inline'" : "") + "; img-src 'self' data:; font-src 'self' data:;"
                        + " connect-src 'self'; worker-src 'self'" + (hawtio ? " blob:" : "")
                        + "; manifest-src 'self'; form-action 'self'; base-uri 'self'; frame-ancestors 'self'");
    }
}
