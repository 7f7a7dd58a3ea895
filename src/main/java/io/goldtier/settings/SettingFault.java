package io.goldtier.settings;

import java.io.File;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.convert.ConversionException;
import org.springframework.core.convert.ConversionFailedException;
import org.springframework.core.convert.TypeDescriptor;
import org.springframework.util.unit.DataSize;

/** Makes one sentence of what went wrong when settings were read: which key, which value, what is allowed. */
public final class SettingFault {

    /** What a value of each type looks like; the first type that fits counts. */
    private static final Map<Class<?>, String> FORMS = new LinkedHashMap<>();

    static {
        FORMS.put(Boolean.class, "true or false");
        FORMS.put(Number.class, "a whole number");
        FORMS.put(Duration.class, "a time such as 500ms, 30s, 5m or 7d");
        FORMS.put(DataSize.class, "a size such as 512KB or 16MB");
        FORMS.put(ZoneId.class, "a time zone such as UTC or Europe/Berlin");
        FORMS.put(Path.class, "a folder or a file");
        FORMS.put(File.class, "a folder or a file");
        FORMS.put(InetAddress.class, "an address of this machine such as 127.0.0.1");
        FORMS.put(Record.class, "a group of settings, each with a name of its own");
        FORMS.put(Map.class, "a group of settings, each with a name of its own");
    }

    private SettingFault() {}

    /** The sentence; for a failure that is not about settings, the innermost message there is. */
    public static String sentence(Throwable failure) {
        PortInUseException port = find(failure, PortInUseException.class);
        if (port != null) {
            return Setting.sentence(
                    "server.port",
                    port.getPort(),
                    "a port that no other program has: choose another with --server.port=" + (port.getPort() + 1));
        }
        BindException bind = find(failure, BindException.class);
        if (bind == null) {
            return innermost(failure);
        }
        ConversionException conversion = find(bind, ConversionException.class);
        ConfigurationProperty property = bind.getProperty();
        if (conversion == null) {
            return property == null ? innermost(bind) : property.getName() + ": " + innermost(bind);
        }
        Object value = property == null ? "not what it should be" : property.getValue();
        return Setting.sentence(String.valueOf(bind.getName()), value, form(type(bind, conversion)));
    }

    private static Class<?> type(BindException bind, ConversionException conversion) {
        TypeDescriptor target = conversion instanceof ConversionFailedException failed ? failed.getTargetType() : null;
        return target == null ? bind.getTarget().getType().resolve(Object.class) : target.getObjectType();
    }

    private static String form(Class<?> type) {
        return type.isEnum()
                ? "one of " + words(type)
                : FORMS.entrySet().stream()
                        .filter(form -> form.getKey().isAssignableFrom(type))
                        .findFirst()
                        .map(Map.Entry::getValue)
                        .orElse("a " + type.getSimpleName().toLowerCase(Locale.ROOT));
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
            if (at instanceof IllegalArgumentException && at.getStackTrace().length > 0 && isOurs(at)) {
                break;
            }
        }
        return found.strip();
    }

    /** What we refuse ourselves is a sentence; what lies below is not. */
    private static boolean isOurs(Throwable failure) {
        return failure.getStackTrace()[0].getClassName().startsWith("io.goldtier.");
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
