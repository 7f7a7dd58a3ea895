import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.transport.HttpServletStreamableServerTransportProvider;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import org.apache.catalina.startup.Tomcat;

/**
 * The tool of the bench on the SDK's server and nothing more: no gate, no store, no log. What it takes is what the
 * protocol and the far end take.
 */
class BareMcpServer {

    public static void main(String[] arguments) throws Exception {
        URI witness = URI.create(arguments[0] + "/effect");
        HttpClient http = HttpClient.newHttpClient();
        var transport = HttpServletStreamableServerTransportProvider.builder()
                .mcpEndpoint("/mcp")
                .build();
        Map<String, Object> input = Map.of(
                "type", "object", "required", List.of("id"), "properties", Map.of("id", Map.of("type", "string")));
        Tool tool = Tool.builder("bench_call", input)
                .description("Calls the witness of the bench once.")
                .build();
        McpServer.sync(transport)
                .serverInfo("bare", "1")
                .capabilities(ServerCapabilities.builder().tools(true).build())
                .toolCall(tool, (exchange, call) -> {
                    try {
                        String body = "{\"id\":\"" + call.arguments().get("id") + "\"}";
                        var request = HttpRequest.newBuilder(witness)
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(body))
                                .build();
                        String answer = http.send(request, BodyHandlers.ofString()).body();
                        return CallToolResult.builder().addTextContent(answer).build();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                })
                .build();
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(arguments[1]);
        tomcat.setPort(0);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        tomcat.getConnector().setProperty("maxKeepAliveRequests", "-1");
        var context = tomcat.addContext("", arguments[1]);
        var wrapper = Tomcat.addServlet(context, "mcp", transport);
        wrapper.setAsyncSupported(true);
        wrapper.addMapping("/mcp");
        tomcat.start();
        System.out.println("Ready " + tomcat.getConnector().getLocalPort());
        tomcat.getServer().await();
    }
}
