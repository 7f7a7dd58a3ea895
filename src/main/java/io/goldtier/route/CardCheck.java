package io.goldtier.route;

import io.goldtier.outside.OutsideSystem;
import io.goldtier.skill.Skill;
import io.goldtier.skill.system.SystemCard;
import io.goldtier.trigger.Rule;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.spi.Registry;
import org.springframework.beans.BeanWrapperImpl;
import org.springframework.beans.BeansException;
import org.springframework.core.env.Environment;
import org.springframework.util.PropertyPlaceholderHelper;

/** Fills the cards of a file as Camel would, without touching what runs, and asks each whether it is in order. */
final class CardCheck {

    private static final PropertyPlaceholderHelper PLACEHOLDERS =
            new PropertyPlaceholderHelper("{{", "}}", ":", null, true);
    private static final Pattern PROPERTY = Pattern.compile("is wrong: (\\w+)|not YAML: .*|\\w+");

    private final Environment environment;
    private final Registry beans;

    /** @param beans the beans of the assistant, or null where they are not there to be looked for */
    CardCheck(Environment environment, Registry beans) {
        this.environment = environment;
        this.beans = beans;
    }

    /** What is wrong with a card, or empty. */
    Optional<RouteProblem> check(
            RouteFile file, String name, RouteFile.Card card, Function<String, Optional<SystemCard>> systems) {
        try {
            Object filled = filled(card);
            if (filled instanceof Skill skill) {
                skill.check(name, systems);
            } else if (filled instanceof Rule rule) {
                rule.check(name);
            } else if (filled instanceof OutsideSystem system) {
                system.check(name);
            }
            return Optional.empty();
        } catch (WrongProperty e) {
            return Optional.of(file.problem(
                    card.pointer() + "/properties/" + e.property,
                    "The card of " + kind(card) + " " + name + " is wrong: " + e.getMessage()));
        } catch (IllegalArgumentException e) {
            return Optional.of(file.problem(place(card, e.getMessage()), e.getMessage()));
        }
    }

    /** The card of an outside system, or null when it is not in order. */
    OutsideSystem system(String name, RouteFile.Card card) {
        try {
            return ((OutsideSystem) filled(card)).check(name);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** The card of a skill, or null when it is not in order. */
    Skill skill(String name, RouteFile.Card card) {
        try {
            return ((Skill) filled(card)).check(name, system -> Optional.empty());
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static final class WrongProperty extends IllegalArgumentException {

        private final String property;

        WrongProperty(String property, String sentence, Exception cause) {
            super(sentence, cause);
            this.property = property;
        }
    }

    private Object filled(RouteFile.Card card) {
        BeanWrapperImpl bean = new BeanWrapperImpl(card.type());
        for (Map.Entry<String, Object> property : card.properties().entrySet()) {
            set(bean, property.getKey(), property.getValue());
        }
        return bean.getWrappedInstance();
    }

    private void set(BeanWrapperImpl bean, String property, Object value) {
        if (!bean.isWritableProperty(property)) {
            throw new WrongProperty(
                    property, "there is no property " + property + "; there are " + properties(bean), null);
        }
        if (value instanceof Map || value instanceof List) {
            throw new WrongProperty(
                    property, property + " must be a text: write \"" + property + ": |\" and the YAML below it", null);
        }
        Class<?> type = bean.getPropertyType(property);
        if (type != null && type.isInterface()) {
            bean.setPropertyValue(property, bean(property, value, type));
            return;
        }
        try {
            bean.setPropertyValue(
                    property, PLACEHOLDERS.replacePlaceholders(String.valueOf(value), environment::getProperty));
        } catch (BeansException e) {
            throw new WrongProperty(
                    property,
                    property + " is " + value + ", but must be "
                            + (type == boolean.class ? "true or false" : "a whole number"),
                    e);
        } catch (IllegalArgumentException e) {
            throw new WrongProperty(
                    property,
                    property + " is " + value
                            + ", and there is no such setting; what stands in double braces must be one",
                    e);
        }
    }

    /** A bean of the assistant, or what can stand for one where there is none to be had. */
    private Object bean(String property, Object value, Class<?> type) {
        if (beans == null) {
            return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, with) -> null);
        }
        Object found = beans.lookupByNameAndType(String.valueOf(value).replaceFirst("^#", ""), type);
        if (found == null) {
            throw new WrongProperty(
                    property,
                    property + " is " + value + ", but must be a # and the name of one of "
                            + String.join(", ", beans.findByTypeWithName(type).keySet()),
                    null);
        }
        return found;
    }

    private static String kind(RouteFile.Card card) {
        return card.type() == OutsideSystem.class
                ? "system"
                : card.type().getSimpleName().toLowerCase(Locale.ROOT);
    }

    private static String properties(BeanWrapperImpl bean) {
        return Arrays.stream(bean.getPropertyDescriptors())
                .filter(property -> property.getWriteMethod() != null)
                .map(property -> property.getName())
                .collect(Collectors.joining(", "));
    }

    /** The property that the sentence is about, if it names one of the card's. */
    private static String place(RouteFile.Card card, String sentence) {
        Matcher words = PROPERTY.matcher(sentence);
        while (words.find()) {
            String word = words.group(1) == null ? words.group() : words.group(1);
            if (words.start() > sentence.indexOf("is wrong") - 1
                    && card.properties().containsKey(word)) {
                return card.pointer() + "/properties/" + word;
            }
        }
        return card.pointer();
    }
}
