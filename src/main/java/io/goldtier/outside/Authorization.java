package io.goldtier.outside;

import io.goldtier.skill.OutsideException;
import io.goldtier.skill.OutsideException.Kind;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * How requests show who we are: {@code none}, {@code bearer SETTING}, {@code basic SETTING SETTING}, {@code header NAME
 * SETTING} or {@code query NAME SETTING}. The values come from settings and go on the request at the last moment.
 *
 * @param way one of the five
 * @param name of the header or query parameter, or an empty text
 * @param settings names of the settings with the credentials
 */
record Authorization(String way, String name, List<String> settings) {

    /** What goes on a request. */
    record Credentials(Map<String, String> headers, String query) {}

    static Authorization of(String text) {
        List<String> words = List.of(text.strip().split("\\s+"));
        String way = words.get(0);
        List<String> rest = words.subList(1, words.size());
        boolean good =
                switch (way) {
                    case "none" -> rest.isEmpty();
                    case "bearer" -> rest.size() == 1;
                    case "basic", "header", "query" -> rest.size() == 2;
                    default -> false;
                };
        if (!good) {
            throw new IllegalArgumentException("auth must be none, bearer SETTING, basic SETTING SETTING, header NAME"
                    + " SETTING or query NAME SETTING, was: " + text);
        }
        return switch (way) {
            case "header", "query" -> new Authorization(way, rest.get(0), List.of(rest.get(1)));
            default -> new Authorization(way, "", List.copyOf(rest));
        };
    }

    /**
     * The credentials as they go on a request.
     *
     * @throws OutsideException if one of the settings is missing
     */
    Credentials credentials(OutsideSystem system, SystemSettings values) {
        List<String> secrets = settings.stream()
                .map(setting -> values.secret(setting)
                        .orElseThrow(() -> new OutsideException(
                                Kind.AUTHENTICATION,
                                system.name(),
                                system.title() + " is not set up: " + values.key(setting) + " is not set.")))
                .toList();
        return switch (way) {
            case "bearer" -> header("Authorization", "Bearer " + secrets.get(0));
            case "basic" ->
                header(
                        "Authorization",
                        "Basic "
                                + Base64.getEncoder()
                                        .encodeToString((secrets.get(0) + ":" + secrets.get(1))
                                                .getBytes(StandardCharsets.UTF_8)));
            case "header" -> header(name, secrets.get(0));
            case "query" ->
                new Credentials(
                        Map.of(),
                        URLEncoder.encode(name, StandardCharsets.UTF_8) + "="
                                + URLEncoder.encode(secrets.get(0), StandardCharsets.UTF_8));
            default -> new Credentials(Map.of(), "");
        };
    }

    private static Credentials header(String name, String value) {
        return new Credentials(Map.of(name, value), "");
    }
}
