package io.goldtier.route;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.RouteConfigurationBuilder;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RoutesDefinition;
import org.apache.camel.spi.RoutePolicyFactory;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/**
 * Lets Camel read a file and build its routes, and throws them away: what it would refuse while the routes are put in
 * place is known before anything that runs is touched. Cards are left out, since reading one puts it in place.
 */
final class RouteTrial {

    private final CamelContext camel;
    private final boolean builds;

    /** @param builds false to let Camel only read, where the beans and components of the assistant are not there */
    RouteTrial(CamelContext camel, boolean builds) {
        this.camel = camel;
        this.builds = builds;
    }

    /** What Camel says against a file, or empty. */
    Optional<RouteProblem> of(RouteFile file) {
        Set<Endpoint> before = new HashSet<>(camel.getEndpoints());
        List<String> beans = file.beans().stream()
                .filter(bean -> camel.getRegistry().lookupByName(bean) == null)
                .toList();
        List<RoutePolicyFactory> policies = List.copyOf(camel.getRoutePolicyFactories());
        try {
            // They would take what is only tried for a route that they must start and watch over
            camel.getRoutePolicyFactories().clear();
            for (RoutesBuilder each : read(file)) {
                RouteBuilder builder = (RouteBuilder) each;
                if (builder instanceof RouteConfigurationBuilder configuration) {
                    configuration.setCamelContext(camel);
                    configuration.configuration();
                    build(configuration.getRouteConfigurationCollection().getRouteConfigurations());
                }
                RoutesDefinition routes = builder.configureRoutes(camel);
                for (RouteDefinition route : routes.getRoutes()) {
                    routes.prepareRoute(route);
                    route.markPrepared();
                    build(route);
                }
            }
            return Optional.empty();
        } catch (Exception e) {
            return Optional.of(new CamelWords(file).problem(e));
        } finally {
            camel.getRoutePolicyFactories().addAll(policies);
            beans.forEach(bean -> camel.getRegistry().unbind(bean));
            camel.getEndpoints().stream()
                    .filter(endpoint -> !before.contains(endpoint))
                    .toList()
                    .forEach(this::forget);
        }
    }

    private void forget(Endpoint endpoint) {
        try {
            camel.removeEndpoint(endpoint);
        } catch (Exception e) {
            throw new IllegalStateException("An endpoint that was only tried cannot be taken away", e);
        }
    }

    private Collection<RoutesBuilder> read(RouteFile file) throws Exception {
        return PluginHelper.getRoutesLoader(camel)
                .findRoutesBuilders(List.of(ResourceHelper.fromString("file:" + file.name(), withoutCards(file))));
    }

    private void build(RouteDefinition route) throws Exception {
        if (builds) {
            ((ModelCamelContext) camel).getModelReifierFactory().createRoute(camel, route);
        }
    }

    /** The steps that hold for all routes are built as if they were a route's own. */
    private void build(List<RouteConfigurationDefinition> configurations) throws Exception {
        List<ProcessorDefinition<?>> steps = new ArrayList<>();
        for (RouteConfigurationDefinition each : configurations) {
            each.getOnExceptions().forEach(on -> steps.addAll(on.getOutputs()));
            each.getOnCompletions().forEach(on -> steps.addAll(on.getOutputs()));
            each.getIntercepts().forEach(on -> steps.addAll(on.getOutputs()));
            each.getInterceptSendTos().forEach(on -> steps.addAll(on.getOutputs()));
            each.getInterceptFroms().forEach(on -> steps.addAll(on.getOutputs()));
        }
        if (!steps.isEmpty()) {
            RouteDefinition route = new RouteDefinition("direct:trial");
            route.routeId("trial");
            steps.forEach(route::addOutput);
            build(route);
        }
    }

    /** The text with each list of beans that holds nothing but cards blank, so that all lines stay where they are. */
    private String withoutCards(RouteFile file) {
        String[] lines = file.text().split("\n", -1);
        List<?> declarations = (List<?>) file.document().value();
        for (int i = 0; i < declarations.size(); i++) {
            if (declarations.get(i) instanceof Map<?, ?> declaration
                    && declaration.size() == 1
                    && declaration.get("beans") instanceof List<?> beans
                    && beans.stream().allMatch(bean -> isCard(file, bean))) {
                int from = file.place("/" + i).line() - 1;
                int to = i + 1 < declarations.size() ? file.place("/" + (i + 1)).line() - 1 : lines.length;
                for (int line = from; line < to; line++) {
                    lines[line] = "";
                }
            }
        }
        String text = String.join("\n", lines);
        return text.isBlank() ? "[]" : text;
    }

    private static boolean isCard(RouteFile file, Object bean) {
        return bean instanceof Map<?, ?> fields && file.cards().containsKey(String.valueOf(fields.get("name")));
    }
}
