package io.goldtier.web.hawtio;

import io.goldtier.json.Json;
import java.util.List;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What hawtio's pages ask their server at the start: who is there, which plugins, which ways to log in. */
@RestController
@RequestMapping(path = "/hawtio", produces = MediaType.APPLICATION_JSON_VALUE)
class HawtioAnswers {

    /** The token has opened the door already, so there is nothing to log in to. */
    @GetMapping("/user")
    String user() {
        return Json.write("owner");
    }

    @GetMapping({"/plugin", "/preset-connections", "/auth/config/login"})
    String none() {
        return "[]";
    }

    @GetMapping({"/auth/config", "/auth/config/oidc"})
    String noOtherLogin() {
        return "{}";
    }

    @GetMapping("/auth/config/session-timeout")
    String sessionsDoNotEnd() {
        return Json.write(Map.of("timeout", -1));
    }

    @GetMapping("/keycloak/enabled")
    String noKeycloak() {
        return "false";
    }

    /** Names and links of the start page; no connections to other machines, no agents, no logs. */
    @GetMapping("/hawtconfig.json")
    String look() {
        return Json.write(Map.of(
                "branding",
                Map.of(
                        "appName",
                        "Gold Tier routes",
                        "showAppName",
                        true,
                        "appLogoUrl",
                        "img/hawtio-logo.svg",
                        "appLogoDarkModeUrl",
                        "img/hawtio-logo-darkmode.svg"),
                "about",
                Map.of(
                        "title", "Gold Tier routes",
                        "productInfo", List.of(),
                        "additionalInfo", "The running Camel routes of this assistant, shown by hawtio.",
                        "imgSrc", "img/hawtio-logo.svg",
                        "imgDarkModeSrc", "img/hawtio-logo-darkmode.svg"),
                "disabledRoutes",
                List.of("/connect", "/logs")));
    }
}
