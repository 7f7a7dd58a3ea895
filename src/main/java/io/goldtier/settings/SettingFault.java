package io.goldtier.settings;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.core.convert.ConversionFailedException;

/** Makes one sentence of what went wrong when settings were read: which key, which value, what is allowed. */
public final class SettingFault {

    private SettingFault() {}

    /** The sentence; for a failure that is not about settings, the innermost message there is. */
    public static String sentence(Throwable failure) {
        BindException bind = find(failure, BindException.class);
        if (bind == null || bind.getProperty() == null) {
            return innermost(failure);
        }
        String start =
                bind.getProperty().getName() + " is " + bind.getProperty().getValue();
        ConversionFailedException conversion = find(bind, ConversionFailedException.class);
        Class<?> type = conversion == null ? null : conversion.getTargetType().getType();
        if (type != null && type.isEnum()) {
            return start + ", but must be one of " + words(type);
        }
        return type == null
                ? start + ": " + innermost(bind)
                : start + ", but must be a " + type.getSimpleName().toLowerCase(Locale.ROOT);
    }

    private static String words(Class<?> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(word -> word.toString().toLowerCase(Locale.ROOT).replace('_', '-'))
                .collect(Collectors.joining(", "));
    }

    private static String innermost(Throwable failure) {
        String found = failure.toString();
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at.getMessage() != null && !at.getMessage().isBlank()) {
                found = at.getMessage();
            }
        }
        return found.strip();
    }

    private static <T extends Throwable> T find(Throwable failure, Class<T> type) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (type.isInstance(at)) {
                return type.cast(at);
            }
        }
        return null;
    }
}
