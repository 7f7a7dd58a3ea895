package io.goldtier.sandbox;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/** Closes the connection without a word when {@link SandboxFaultsFilter} asks for it: only the server itself can. */
@Component
@ConditionalOnProperty(name = "goldtier.mode", havingValue = "sandbox", matchIfMissing = true)
class SandboxConnections implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.addContextValves(new CuttingValve());
    }

    private static final class CuttingValve extends ValveBase {

        private CuttingValve() {
            super(true);
        }

        @Override
        public void invoke(Request request, Response response) throws IOException, ServletException {
            getNext().invoke(request, response);
            if (Boolean.TRUE.equals(request.getAttribute(SandboxFaults.CUT))) {
                response.getCoyoteResponse().action(ActionCode.CLOSE_NOW, new IOException("cut by a sandbox fault"));
            }
        }
    }
}
