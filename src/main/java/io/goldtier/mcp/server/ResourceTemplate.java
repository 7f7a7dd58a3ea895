package io.goldtier.mcp.server;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Things that can be read at addresses of one form, in the words of RFC 6570: {@code {id}} stands for a part of the path,
 * {@code {?from,to}} at the end for values in the query.
 */
public final class ResourceTemplate {

    private static final Pattern QUERY = Pattern.compile("\\{\\?([\\w,]+)}$");
    private static final Pattern PLACE = Pattern.compile("\\{(\\w+)}");

    private final Map<String, Object> definition;
    private final Resource.Reader reader;
    private final Pattern path;
    private final List<String> places;
    private final List<String> query;

    /**
     * A template.
     *
     * @param definition uriTemplate, name, title, description and mimeType as the protocol lists them
     * @param reader reads what lies at an address of this form
     */
    public ResourceTemplate(Map<String, Object> definition, Resource.Reader reader) {
        this.definition = definition;
        this.reader = reader;
        String form = form();
        Matcher behind = QUERY.matcher(form);
        boolean asks = behind.find();
        this.query = asks ? Arrays.asList(behind.group(1).split(",")) : List.of();
        String way = asks ? form.substring(0, behind.start()) : form;
        this.places = PLACE.matcher(way).results().map(found -> found.group(1)).toList();
        StringBuilder regex = new StringBuilder();
        int end = 0;
        Matcher place = PLACE.matcher(way);
        while (place.find()) {
            regex.append(Pattern.quote(way.substring(end, place.start()))).append("([^/?#]+)");
            end = place.end();
        }
        this.path =
                Pattern.compile(regex.append(Pattern.quote(way.substring(end))).toString());
    }

    /** As the protocol lists it. */
    public Map<String, Object> definition() {
        return definition;
    }

    /** The form of its addresses. */
    public String form() {
        return (String) definition.get("uriTemplate");
    }

    /** What reads them. */
    public Resource.Reader reader() {
        return reader;
    }

    /** What stands in its places in this address; empty when the address is not of this form. */
    public Optional<Map<String, String>> match(String uri) {
        String[] parts = uri.split("\\?", 2);
        Matcher matcher = path.matcher(parts[0]);
        if (!matcher.matches() || parts.length > 1 && query.isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < places.size(); i++) {
            values.put(places.get(i), decoded(matcher.group(i + 1)));
        }
        for (String pair : parts.length > 1 ? parts[1].split("&") : new String[0]) {
            String[] sides = pair.split("=", 2);
            if (!query.contains(sides[0])) {
                return Optional.empty();
            }
            values.put(sides[0], sides.length > 1 ? decoded(sides[1]) : "");
        }
        return Optional.of(values);
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
