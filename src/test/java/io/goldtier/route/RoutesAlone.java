package io.goldtier.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.goldtier.skill.Skill;
import io.goldtier.skill.component.TemplateLanguage;
import io.goldtier.skill.effect.AttemptAlone;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.Route;
import org.apache.camel.api.management.ManagedCamelContext;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** Route files alone in a Camel of their own, with stand-ins for the beans that they name: no store, no vault, no web. */
final class RoutesAlone implements AutoCloseable {

    private final DefaultCamelContext camel;
    private final ProducerTemplate template;

    /**
     * Starts them; what would come from outside, a timer for example, comes from {@code direct:ROUTE} instead.
     *
     * @param beans the stand-ins by name: beans, components, and processors in the place of the routes at {@code direct:NAME}
     * @param settings what stands in double braces; a route template is made into a route with them, too
     * @param files below {@code routes}, without {@code .camel.yaml}
     */
    RoutesAlone(Map<String, ?> beans, Map<String, String> settings, Collection<String> files) throws Exception {
        this(new DefaultCamelContext(), beans, settings, files);
    }

    /** The same in a Camel that some of the beans know already. */
    RoutesAlone(
            DefaultCamelContext newCamel, Map<String, ?> beans, Map<String, String> settings, Collection<String> files)
            throws Exception {
        camel = newCamel;
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
        for (String file :
                Stream.concat(Stream.of("policies/errors"), files.stream()).toList()) {
            PluginHelper.getRoutesLoader(camel)
                    .loadRoutes(ResourceHelper.resolveResource(
                            camel,
                            "file:" + Path.of("routes", file + ".camel.yaml").toAbsolutePath()));
        }
        for (RouteTemplateDefinition template : List.copyOf(camel.getRouteTemplateDefinitions())) {
            Map<String, Object> parameters = new TreeMap<>();
            template.getTemplateParameters()
                    .forEach(each -> parameters.put(each.getName(), settings.get(each.getName())));
            camel.addRouteFromTemplate(template.getId(), template.getId(), parameters);
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

    /** The same on an attempt of a skill, which may then change something outside. */
    Exchange send(String name, Object body, Map<String, ?> variables, AttemptAlone attempt) {
        return template.send("direct:" + name, exchange -> {
            attempt.goesWith(exchange);
            exchange.getMessage().setBody(body);
            variables.forEach(exchange::setVariable);
        });
    }

    /** The skill's card in the loaded files, checked. */
    Skill skill(String name) {
        return camel.getRegistry().lookupByNameAndType(name, Skill.class).check(name, system -> Optional.empty());
    }

    /** How many exchanges have gone through this step since the start. */
    long through(String step) {
        return camel.getCamelContextExtension()
                .getContextPlugin(ManagedCamelContext.class)
                .getManagedProcessor(step)
                .getExchangesTotal();
    }

    /**
     * Stops them.
     *
     * @throws AssertionError when there is a route that no test has sent anything through
     */
    @Override
    public void close() {
        close(new String[0]);
    }

    /** The same, with routes that others need and another class tests: those whose ids begin so. */
    void close(String... testedElsewhere) {
        ManagedCamelContext counts = camel.getCamelContextExtension().getContextPlugin(ManagedCamelContext.class);
        List<String> idle = camel.getRoutes().stream()
                .filter(route -> route.getSourceResource() != null)
                .map(Route::getRouteId)
                .filter(route -> counts.getManagedRoute(route).getExchangesTotal() == 0)
                .filter(route -> Stream.of(testedElsewhere).noneMatch(route::startsWith))
                .sorted()
                .toList();
        camel.stop();
        assertThat(idle)
                .as("routes that are loaded here and through which no test of this class sends anything")
                .isEmpty();
    }
}
