package io.goldtier.route;

import io.goldtier.json.Yaml.Place;

/**
 * What is wrong with a route file, so that it is not in effect.
 *
 * @param file its name within the folder of routes
 * @param place where in it
 * @param sentence what is wrong there, and what is allowed
 * @param aboutSetting true when the file is right and the settings of its outside system are not
 */
public record RouteProblem(String file, Place place, String sentence, boolean aboutSetting) {

    RouteProblem(String file, Place place, String sentence) {
        this(file, place, sentence, false);
    }

    /** The whole of it for people: file, line, column and what is wrong. */
    @Override
    public String toString() {
        return file + ", line " + place.line() + ", column " + place.column() + ": "
                + (sentence.matches("(?s).*[.?!]") ? sentence : sentence + ".");
    }
}
