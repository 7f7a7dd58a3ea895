package io.goldtier.route;

import io.goldtier.skill.component.TemplateLanguage;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.api.management.ManagedCamelContext;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** Route files alone in a Camel of their own, with stand-ins for the beans that they name: no store, no vault, no web. */
final class RoutesAlone implements AutoCloseable {

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final ProducerTemplate template;

    /**
     * Starts them; what would come from outside, a timer for example, comes from {@code direct:ROUTE} instead.
     *
     * @param beans the stand-ins by name: beans, components, and processors in the place of the routes at {@code direct:NAME}
     */
    RoutesAlone(Map<String, ?> beans, Map<String, String> settings, String... files) throws Exception {
        Properties properties = new Properties();
        properties.putAll(settings);
        camel.getPropertiesComponent().setInitialProperties(properties);
        beans.forEach((name, bean) -> {
            if (bean instanceof org.apache.camel.Component component) {
                camel.addComponent(name, component);
            } else if (!name.startsWith("direct:")) {
                camel.getRegistry().bind(name, bean);
            }
        });
        camel.getRegistry().bind("template", new TemplateLanguage(camel));
        for (String file : Stream.concat(Stream.of("policies/errors.camel.yaml"), Stream.of(files))
                .toList()) {
            PluginHelper.getRoutesLoader(camel)
                    .loadRoutes(ResourceHelper.resolveResource(
                            camel, "file:" + Path.of("routes", file).toAbsolutePath()));
        }
        for (var route : List.copyOf(camel.getRouteDefinitions())) {
            if (!route.getInput().getEndpointUri().startsWith("direct:")) {
                AdviceWith.adviceWith(
                        camel,
                        route.getRouteId(),
                        false,
                        advice -> advice.replaceFromWith("direct:" + route.getRouteId()));
                route.setAutoStartup("true");
            }
        }
        for (var standIn : beans.entrySet()) {
            if (standIn.getKey().startsWith("direct:")) {
                camel.addRoutes(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from(standIn.getKey()).process((Processor) standIn.getValue());
                    }
                });
            }
        }
        camel.start();
        template = camel.createProducerTemplate();
    }

    DefaultCamelContext camel() {
        return camel;
    }

    /** Sends a body to {@code direct:NAME}. */
    Exchange send(String name, Object body) {
        return send(name, body, Map.of());
    }

    /** Sends a body with variables to {@code direct:NAME}. */
    Exchange send(String name, Object body, Map<String, ?> variables) {
        return template.send("direct:" + name, exchange -> {
            exchange.getMessage().setBody(body);
            variables.forEach(exchange::setVariable);
        });
    }

    /** How many exchanges have gone through this step since the start. */
    long through(String step) {
        return camel.getCamelContextExtension()
                .getContextPlugin(ManagedCamelContext.class)
                .getManagedProcessor(step)
                .getExchangesTotal();
    }

    @Override
    public void close() {
        camel.stop();
    }
}
