package io.goldtier.agent;

import io.goldtier.json.Json;
import io.goldtier.json.Yaml;
import io.goldtier.trigger.Action;
import io.goldtier.trigger.ActionState;
import io.goldtier.trigger.Rule;
import io.goldtier.trigger.Trigger;
import io.goldtier.trigger.amount.Amount;
import io.goldtier.trigger.amount.Amounts;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.beans.BeanWrapperImpl;
import org.springframework.beans.BeansException;

/**
 * A rule card drafted from work that an agent has understood and a person has corrected: next time the rule does it. What
 * the steps took from the message are pieces of the pattern, its other words stand for themselves.
 */
public final class RuleDraft {

    private static final int LONGEST = 300;
    private static final Pattern AMOUNT = Pattern.compile(Amounts.PATTERN);
    private static final Pattern WORDS = Pattern.compile("[\\p{L}\\p{N}]+|[^\\p{L}\\p{N}\\s]");
    private static final String PIECE = "\uE000";

    private final String text;
    private final Map<String, String> pieces = new LinkedHashMap<>();
    private String marked;
    private BigDecimal amount;

    private RuleDraft(String text) {
        this.text = text;
        this.marked = text;
    }

    /** The steps of a plan that a rule can name: those that were not rejected and are no questions. */
    public static List<Action> steps(List<Action> plan) {
        return plan.stream()
                .filter(step -> !Set.of(StepCheck.PLAN, StepCheck.ASK).contains(step.type()))
                .filter(step -> step.remedyFor() == null)
                .filter(step -> step.state() != ActionState.REJECTED && step.state() != ActionState.FAILED)
                .toList();
    }

    /** The file of a rule of this name for this work. */
    public static String of(String name, Trigger trigger, List<Action> plan) {
        String message = String.valueOf(trigger.sourceData().getOrDefault("message", trigger.objective()))
                .replaceAll("\\s+", " ")
                .strip();
        RuleDraft draft = new RuleDraft(message.length() > LONGEST ? message.substring(0, LONGEST) : message);
        List<String> actions = new ArrayList<>();
        // An amount takes its currency with it, so it is looked for before anything else
        steps(plan).forEach(step -> step.params().values().stream()
                .filter(Number.class::isInstance)
                .forEach(number -> draft.amount(new BigDecimal(String.valueOf(number)))));
        for (Action step : steps(plan)) {
            Map<String, Object> params = new LinkedHashMap<>();
            step.params().forEach((field, value) -> params.put(field, draft.placed(field, value)));
            actions.add("- " + step.type() + ": " + Json.write(params));
        }
        return draft.file(name, actions);
    }

    /** A value as it stands in the rule: the name of a piece if the message said it, else itself. */
    private Object placed(String field, Object value) {
        if (value instanceof Number number) {
            return amount(new BigDecimal(String.valueOf(number))) ? "${amount}" : value;
        }
        if (!(value instanceof String words) || words.isBlank()) {
            return value;
        }
        if (field.equals("currency")) {
            return words.equals(pieces.get("amount")) ? "${currency}" : value;
        }
        String piece = field.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
        if (words.equals(pieces.get(piece))) {
            return "${" + piece + "}";
        }
        int at = marked.toLowerCase(Locale.ROOT).indexOf(words.toLowerCase(Locale.ROOT));
        if (at < 0 || piece.isEmpty() || pieces.containsKey(piece) || !isWhole(at, words.length())) {
            return value;
        }
        pieces.put(piece, words);
        marked = marked.substring(0, at) + PIECE + "{" + piece + "}" + PIECE + marked.substring(at + words.length());
        return "${" + piece + "}";
    }

    /** True when no letter stands right before or behind, so that no part of a word is taken for a piece. */
    private boolean isWhole(int at, int length) {
        boolean before = at == 0 || !Character.isLetterOrDigit(marked.charAt(at - 1));
        boolean behind = at + length >= marked.length() || !Character.isLetterOrDigit(marked.charAt(at + length));
        return before && behind;
    }

    private boolean amount(BigDecimal value) {
        if (amount != null) {
            return amount.compareTo(value) == 0;
        }
        Matcher found = AMOUNT.matcher(marked);
        while (found.find()) {
            if (isSame(found.group(), value)) {
                String currency = ((Amount.Exact) Amounts.read(found.group())).currency();
                amount = value;
                pieces.put("amount", currency == null ? "" : currency);
                marked =
                        marked.substring(0, found.start()) + PIECE + "{amount}" + PIECE + marked.substring(found.end());
                return true;
            }
        }
        return false;
    }

    private static boolean isSame(String written, BigDecimal value) {
        return Amounts.read(written) instanceof Amount.Exact exact
                && exact.value().compareTo(value) == 0;
    }

    private String pattern() {
        StringBuilder pattern = new StringBuilder("{start}");
        for (String part : marked.split(PIECE)) {
            if (part.startsWith("{") && part.endsWith("}")) {
                pattern.append(' ').append(part);
                continue;
            }
            Matcher word = WORDS.matcher(part);
            while (word.find()) {
                String each = word.group();
                boolean plain = Character.isLetterOrDigit(each.charAt(0))
                        || Set.of(",", ";", ":").contains(each);
                pattern.append(' ').append(plain ? each : each.equals("\"") ? "" : "\"" + each + "\"");
            }
        }
        return pattern.toString().replaceAll(" +", " ").strip();
    }

    private String file(String name, List<String> actions) {
        StringBuilder file = new StringBuilder();
        file.append("- beans:\n    - name: ").append(name).append("\n      type: io.goldtier.trigger.Rule\n");
        file.append("      properties:\n        description: ")
                .append(Json.write("Messages such as: " + text))
                .append("\n        example: ")
                .append(Json.write(text))
                .append("\n        pattern: |\n          ")
                .append(pattern())
                .append("\n        sourceDomain: business\n        actions: |\n");
        actions.forEach(action -> file.append("          ").append(action).append('\n'));
        if (pieces.containsKey("client")) {
            file.append("        context: |\n          client_name: \"${client}\"\n");
        }
        return file.toString();
    }

    /**
     * What is wrong with a rule's file, in a sentence; empty when it is one rule of this name and nothing else, and
     * understands its own example.
     */
    public static Optional<String> fault(String name, String yaml) {
        try {
            Object card = Yaml.read(yaml) instanceof List<?> parts
                            && parts.size() == 1
                            && parts.get(0) instanceof Map<?, ?> part
                            && part.keySet().equals(Set.of("beans"))
                            && part.get("beans") instanceof List<?> beans
                            && beans.size() == 1
                    ? beans.get(0)
                    : null;
            if (!(card instanceof Map<?, ?> bean)
                    || !name.equals(bean.get("name"))
                    || !Rule.class.getName().equals(bean.get("type"))
                    || !(bean.get("properties") instanceof Map<?, ?> properties)) {
                return Optional.of("It must be one rule card with the name " + name + " and nothing else.");
            }
            Map<String, Object> values = new LinkedHashMap<>();
            properties.forEach((key, value) -> values.put(String.valueOf(key), value));
            BeanWrapperImpl rule = new BeanWrapperImpl(new Rule());
            rule.setPropertyValues(values);
            ((Rule) rule.getWrappedInstance()).check(name);
            return Optional.empty();
        } catch (Yaml.YamlProblem e) {
            return Optional.of("It is not YAML: " + e.getMessage() + ".");
        } catch (BeansException e) {
            return Optional.of(
                    "It is not a rule card: " + e.getMostSpecificCause().getMessage() + ".");
        } catch (IllegalArgumentException e) {
            return Optional.of(e.getMessage());
        }
    }
}
