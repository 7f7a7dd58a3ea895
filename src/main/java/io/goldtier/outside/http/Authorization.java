package io.goldtier.outside.http;

import io.goldtier.audit.Redaction;
import io.goldtier.outside.OutsideSystem;
import io.goldtier.outside.SystemSettings;
import io.goldtier.skill.effect.OutsideException;
import io.goldtier.skill.effect.OutsideException.Kind;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How requests show who we are: {@code none}, {@code bearer SETTING}, {@code basic SETTING SETTING}, {@code header NAME
 * SETTING} or {@code query NAME SETTING}. The values come from settings and go on the request at the last moment.
 *
 * @param way one of the five
 * @param name of the header or query parameter, or an empty text
 * @param settings names of the settings with the credentials
 */
public record Authorization(String way, String name, List<String> settings) {

    private static final int SHORTEST_SECRET = 6;
    private static final String MASK = "***";

    /**
     * What goes on a request.
     *
     * @param secrets the values as they are, and in each form in which an answer may repeat them
     */
    record Credentials(Map<String, String> headers, String query, List<String> secrets) {

        /** The answer without our credentials in it, should it repeat what it was sent. */
        Answer hidden(RequestSigner.Proof proof, Answer answer) {
            String text = answer.text();
            String shown = text;
            for (String secret : secrets) {
                shown = shown.replace(secret, MASK);
            }
            for (String header : proof.headers().values()) {
                shown = shown.replace(header, MASK).replace(header.replaceFirst("^Bearer ", ""), MASK);
            }
            return shown.equals(text)
                    ? answer
                    : new Answer(answer.status(), answer.headers(), shown.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** What a card says under {@code authorization}; a wrong one is an {@code IllegalArgumentException} that names it. */
    public static Authorization of(String text) {
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
        String pair =
                Base64.getEncoder().encodeToString(String.join(":", secrets).getBytes(StandardCharsets.UTF_8));
        List<String> hidden = Stream.concat(secrets.stream(), way.equals("basic") ? Stream.of(pair) : Stream.empty())
                .filter(secret -> secret.length() >= SHORTEST_SECRET)
                .flatMap(secret -> Stream.of(secret, encoded(secret), secret.replace("/", "\\/")))
                .distinct()
                .toList();
        hidden.forEach(Redaction::learn);
        return switch (way) {
            case "bearer" -> new Credentials(Map.of("Authorization", "Bearer " + secrets.get(0)), "", hidden);
            case "basic" -> new Credentials(Map.of("Authorization", "Basic " + pair), "", hidden);
            case "header" -> new Credentials(Map.of(name, secrets.get(0)), "", hidden);
            case "query" -> new Credentials(Map.of(), encoded(name) + "=" + encoded(secrets.get(0)), hidden);
            default -> new Credentials(Map.of(), "", hidden);
        };
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
