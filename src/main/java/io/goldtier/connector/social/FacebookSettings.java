package io.goldtier.connector.social;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The Facebook page that is posted to. In sandbox mode nothing needs to be set: the stand-in of this process is used.
 *
 * @param pageId the page's id
 * @param accessToken the page's access token; never shown
 * @param appSecret the app's secret, with which requests are proved to be ours; may be left out; never shown
 * @param apiVersion version of the Graph API
 * @param url where the Graph API is
 */
@ConfigurationProperties("goldtier.social.facebook")
public record FacebookSettings(
        String pageId,
        String accessToken,
        String appSecret,
        @DefaultValue("v26.0") String apiVersion,
        @DefaultValue("https://graph.facebook.com") String url) {

    /** The stand-in's page. */
    public static final String SANDBOX_PAGE = "100000000000001";

    /** The stand-in's token; it opens nothing else. */
    public static final String SANDBOX_TOKEN = "sandbox-graph-token";

    /** Checks every value. */
    public FacebookSettings {
        pageId = blankToNull(pageId);
        accessToken = blankToNull(accessToken);
        appSecret = blankToNull(appSecret);
        require(pageId == null || pageId.matches("\\d{1,30}"), "page-id", pageId, "the page's number");
        require(apiVersion.matches("v\\d{1,3}\\.\\d{1,2}"), "api-version", apiVersion, "a version such as v26.0");
        require(isWeb(url), "url", url, "an http or https address");
        url = url.replaceAll("/+$", "");
    }

    private static boolean isWeb(String url) {
        try {
            String scheme = URI.create(url).getScheme();
            return "https".equals(scheme) || "http".equals(scheme);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static void require(boolean condition, String key, String value, String wanted) {
        if (!condition) {
            throw new IllegalArgumentException(
                    "goldtier.social.facebook." + key + " must be " + wanted + ", was: " + value);
        }
    }

    private static String blankToNull(String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    @Override
    public String toString() {
        return "FacebookSettings[pageId=" + pageId + ", apiVersion=" + apiVersion + ", url=" + url + "]";
    }
}
