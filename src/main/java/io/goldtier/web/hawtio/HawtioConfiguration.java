package io.goldtier.web.hawtio;

import java.io.IOException;
import java.time.Duration;
import org.jolokia.server.core.http.AgentServlet;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.PathResourceResolver;

/**
 * hawtio at {@code /hawtio/}: its pages as they are in its jar, and Jolokia behind them. hawtio's own Spring
 * configuration is not used, since it is made for another generation of Spring Boot.
 */
@Configuration(proxyBeanMethods = false)
class HawtioConfiguration implements WebMvcConfigurer {

    @Override
    public void addViewControllers(ViewControllerRegistry views) {
        views.addRedirectViewController("/hawtio", "/hawtio/");
        views.addViewController("/hawtio/").setViewName("forward:/hawtio/index.html");
    }

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry resources) {
        resources
                .addResourceHandler("/hawtio/static/**")
                .addResourceLocations("classpath:/hawtio-static/static/")
                .setCacheControl(CacheControl.maxAge(Duration.ofDays(30)).cachePrivate());
        resources
                .addResourceHandler("/hawtio/**")
                .addResourceLocations("classpath:/hawtio-static/")
                .setCacheControl(CacheControl.noCache())
                .resourceChain(false)
                .addResolver(new PagesOfOnePage());
    }

    /** Reads and drives Camel over HTTP, within {@link JolokiaLimits}. */
    @Bean
    ServletRegistrationBean<AgentServlet> jolokia() {
        var servlet = new ServletRegistrationBean<>(new AgentServlet(new JolokiaLimits()), "/hawtio/jolokia/*");
        servlet.setName("jolokia");
        servlet.addInitParameter("discoveryEnabled", "false");
        servlet.addInitParameter("includeStackTrace", "false");
        servlet.addInitParameter("agentId", "goldtier");
        servlet.addInitParameter("mimeType", "application/json");
        return servlet;
    }

    /** hawtio draws all addresses without a file's ending in the browser, from its one page. */
    private static final class PagesOfOnePage extends PathResourceResolver {

        @Override
        protected Resource getResource(String path, Resource location) throws IOException {
            var resource = super.getResource(path, location);
            return resource != null || path.contains(".") ? resource : super.getResource("index.html", location);
        }
    }
}
