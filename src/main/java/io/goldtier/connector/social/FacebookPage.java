package io.goldtier.connector.social;

import io.goldtier.audit.Redaction;
import io.goldtier.settings.Mode;
import io.goldtier.settings.Settings;
import io.goldtier.skill.OutsideException;
import io.goldtier.skill.OutsideException.Kind;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** The page that we post to: the one of the settings, or the stand-in's, from which nothing leaves this machine. */
@Component
class FacebookPage {

    static final String SYSTEM = "facebook";

    private final FacebookSettings settings;
    private final boolean sandbox;
    private final Environment environment;

    FacebookPage(FacebookSettings settings, Settings common, Environment environment) {
        this.settings = settings;
        this.sandbox = common.mode() == Mode.SANDBOX;
        this.environment = environment;
        Redaction.learn(settings.accessToken());
        Redaction.learn(settings.appSecret());
    }

    /** Whether there is a page to post to. */
    boolean isSetUp() {
        return sandbox || settings.pageId() != null && settings.accessToken() != null;
    }

    String apiVersion() {
        return settings.apiVersion();
    }

    /** The page's id. */
    String id() {
        if (!isSetUp()) {
            throw new OutsideException(
                    Kind.AUTHENTICATION,
                    SYSTEM,
                    "Facebook is not set up: set goldtier.social.facebook.page-id and .access-token.");
        }
        return sandbox ? FacebookSettings.SANDBOX_PAGE : settings.pageId();
    }

    /** The address of the Graph API, with its version. */
    String address() {
        return base() + "/" + settings.apiVersion();
    }

    private String base() {
        if (!sandbox) {
            return settings.url();
        }
        String port = environment.getProperty("local.server.port");
        if (port == null) {
            throw new OutsideException(
                    Kind.TRANSIENT,
                    SYSTEM,
                    "The stand-in for Facebook is not up yet: the web server is still starting.");
        }
        return "http://127.0.0.1:" + port + "/sandbox/graph";
    }

    String token() {
        return sandbox ? FacebookSettings.SANDBOX_TOKEN : settings.accessToken();
    }

    /** What proves to Facebook that a request with our token comes from us, if the app's secret is known. */
    Optional<String> proof() {
        if (sandbox || settings.appSecret() == null) {
            return Optional.empty();
        }
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(settings.appSecret().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return Optional.of(
                    HexFormat.of().formatHex(mac.doFinal(settings.accessToken().getBytes(StandardCharsets.UTF_8))));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no HMAC-SHA256", e);
        }
    }
}
