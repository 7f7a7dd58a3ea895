package io.goldtier.sandbox.odoo.wire;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Serves the stand-in for Odoo. */
@Configuration
@ConditionalOnProperty(name = "goldtier.mode", havingValue = "sandbox", matchIfMissing = true)
class OdooServletConfiguration {

    @Bean
    ServletRegistrationBean<OdooServlet> sandboxOdoo(OdooSandbox odoo) {
        return new ServletRegistrationBean<>(new OdooServlet(odoo), OdooServlet.ADDRESS + "/*");
    }
}
