package io.goldtier.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A command line, split into the command's own words and the settings among them: {@code --key=value} whose key has a
 * dot, which no option of a command has.
 *
 * @param command the command's own words, in order
 * @param settings the settings, as they were given
 */
record Arguments(String[] command, String[] settings) {

    private static final Pattern SETTING =
            Pattern.compile("--[A-Za-z][\\w-]*(\\[\\d+])?(\\.[\\w\\[\\]-]+)+=.*", Pattern.DOTALL);

    static Arguments split(String... arguments) {
        List<String> command = new ArrayList<>();
        List<String> settings = new ArrayList<>();
        for (String argument : arguments) {
            (SETTING.matcher(argument).matches() ? settings : command).add(argument);
        }
        return new Arguments(command.toArray(String[]::new), settings.toArray(String[]::new));
    }
}
