package io.goldtier.route.managed;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.CamelContext;
import org.apache.camel.management.mbean.ManagedCamelContext;
import org.apache.camel.spi.ManagementAgent;
import org.apache.camel.util.StringHelper;

/**
 * The bean of the whole context, which hawtio asks every two seconds for the counts that it draws into a route's diagram.
 * Camel compares each route with each step for that, over JMX, which takes seconds with a hundred routes, so that the
 * questions pile up and no count is ever drawn. Here each step is asked once for its route.
 */
public class RouteStats extends ManagedCamelContext {

    private static final String[] OF_STEP = {
        "RouteId", "ProcessorId", "Index", "State", "Disabled", "SourceLineNumber", "ExchangesInflight"
    };
    private static final String[] OF_ROUTE = {
        "RouteId", "RouteGroup", "State", "UptimeMillis", "SourceLocation", "ExchangesInflight"
    };

    private record Step(int index, String xml) {}

    RouteStats(CamelContext camel) {
        super(camel);
    }

    /** The same text as Camel's. */
    @Override
    public String dumpRoutesStatsAsXml(boolean fullStats, boolean includeProcessors) throws Exception {
        MBeanServer server =
                getContext().getManagementStrategy().getManagementAgent().getMBeanServer();
        Map<String, List<Step>> steps = includeProcessors ? steps(server, fullStats) : Map.of();
        StringBuilder xml = new StringBuilder("<camelContextStat");
        attribute(xml, "id", getCamelId());
        attribute(xml, "state", getState());
        attribute(xml, "uptime", getUptimeMillis());
        attribute(xml, "exchangesInflight", getExchangesInflight());
        xml.append(attributes(dumpStatsAsXml(fullStats))).append(">\n  <routeStats>\n");
        for (ObjectName name : server.queryNames(named("routes"), null)) {
            Map<String, Object> route = attributes(server, name, OF_ROUTE);
            xml.append("    <routeStat");
            attribute(xml, "id", route.get("RouteId"));
            attribute(xml, "group", route.get("RouteGroup"));
            attribute(xml, "state", route.get("State"));
            attribute(xml, "uptime", route.get("UptimeMillis"));
            attribute(xml, "sourceLocation", route.get("SourceLocation"));
            attribute(xml, "exchangesInflight", route.get("ExchangesInflight"));
            xml.append(stats(server, name, fullStats)).append(">\n      <processorStats>\n");
            List<Step> ofRoute = steps.getOrDefault(String.valueOf(route.get("RouteId")), List.of());
            ofRoute.stream()
                    .sorted((a, b) -> Integer.compare(a.index(), b.index()))
                    .forEach(step -> xml.append(step.xml()));
            xml.append("      </processorStats>\n    </routeStat>\n");
        }
        return xml.append("  </routeStats>\n</camelContextStat>").toString();
    }

    private Map<String, List<Step>> steps(MBeanServer server, boolean fullStats) throws Exception {
        Map<String, List<Step>> steps = new HashMap<>();
        for (ObjectName name : server.queryNames(named("processors"), null)) {
            Map<String, Object> step = attributes(server, name, OF_STEP);
            StringBuilder xml = new StringBuilder("        <processorStat");
            attribute(xml, "id", step.get("ProcessorId"));
            attribute(xml, "index", step.get("Index"));
            attribute(xml, "state", step.get("State"));
            attribute(xml, "disabled", step.get("Disabled"));
            attribute(xml, "sourceLineNumber", step.get("SourceLineNumber"));
            attribute(xml, "exchangesInflight", step.get("ExchangesInflight"));
            xml.append(stats(server, name, fullStats)).append("/>\n");
            int index = step.get("Index") instanceof Integer number ? number : 0;
            steps.computeIfAbsent(String.valueOf(step.get("RouteId")), route -> new ArrayList<>())
                    .add(new Step(index, xml.toString()));
        }
        return steps;
    }

    /** All beans of a type that are of this context, and not of another one in the same process. */
    private ObjectName named(String type) throws Exception {
        ManagementAgent agent = getContext().getManagementStrategy().getManagementAgent();
        String host = Boolean.TRUE.equals(agent.getIncludeHostName()) ? "*/" : "";
        return ObjectName.getInstance(agent.getMBeanObjectDomainName() + ":context=" + host
                + getContext().getManagementName() + ",type=" + type + ",*");
    }

    private static Map<String, Object> attributes(MBeanServer server, ObjectName name, String[] wanted)
            throws Exception {
        AttributeList found = server.getAttributes(name, wanted);
        Map<String, Object> attributes = new HashMap<>();
        found.asList().forEach((Attribute each) -> attributes.put(each.getName(), each.getValue()));
        return attributes;
    }

    private static String stats(MBeanServer server, ObjectName name, boolean fullStats) throws Exception {
        return attributes((String) server.invoke(
                name, "dumpStatsAsXml", new Object[] {fullStats}, new String[] {boolean.class.getName()}));
    }

    /** What stands between {@code <stats} and {@code />}. */
    private static String attributes(String stats) {
        return stats.substring("<stats".length(), stats.lastIndexOf("/>"));
    }

    private static void attribute(StringBuilder xml, String name, Object value) {
        if (value != null) {
            xml.append(' ')
                    .append(name)
                    .append("=\"")
                    .append(StringHelper.xmlEncode(String.valueOf(value)))
                    .append('"');
        }
    }
}
