package io.goldtier.route.managed;

import io.goldtier.audit.AuditEntry;
import io.goldtier.audit.AuditLog;
import io.goldtier.audit.Status;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import javax.management.JMException;
import javax.management.MBeanException;
import javax.management.ObjectName;
import javax.management.ReflectionException;
import javax.management.modelmbean.ModelMBeanInfo;
import org.apache.camel.support.management.MixinRequiredModelMBean;

/**
 * A route or a step as JMX shows it. What a person does with it there is in the audit log before it is done, and its end
 * after it; without the log it is not done. What the assistant stops and starts by itself does not come this way.
 */
final class RecordedBean extends MixinRequiredModelMBean {

    /** What Camel calls a kind of beans, and what we call one of them. */
    private static final Map<String, String> KINDS =
            Map.of("routes", "route", "routegroups", "route_group", "processors", "step", "consumers", "consumer");

    private final String kind;
    private final String id;
    private final Supplier<AuditLog> log;

    RecordedBean(ModelMBeanInfo info, boolean mask, ObjectName name, Supplier<AuditLog> log) throws JMException {
        super(info, mask, null, null);
        String type = String.valueOf(name.getKeyProperty("type"));
        String quoted = String.valueOf(name.getKeyProperty("name"));
        this.kind = KINDS.getOrDefault(type, type.toLowerCase(Locale.ROOT));
        this.id = quoted.startsWith("\"") ? ObjectName.unquote(quoted) : quoted;
        this.log = log;
    }

    @Override
    public Object invoke(String operation, Object[] arguments, String[] types)
            throws MBeanException, ReflectionException {
        if (!Controls.ALL.contains(operation)) {
            return super.invoke(operation, arguments, types);
        }
        AuditLog audit = log.get();
        audit.commitOnRecord(tx -> {
            audit.append(tx, entry(operation, Status.PENDING));
            return null;
        });
        long begun = System.nanoTime();
        try {
            Object result = super.invoke(operation, arguments, types);
            audit.submit(entry(operation, Status.SUCCESS).took(since(begun)));
            return result;
        } catch (JMException | RuntimeException e) {
            audit.submit(entry(operation, Status.FAILURE).error(reason(e)).took(since(begun)));
            throw e;
        }
    }

    private AuditEntry entry(String operation, Status status) {
        return AuditEntry.of(operation + "_" + kind, "hawtio", status)
                .by("owner")
                .detail(kind, id);
    }

    private static Duration since(long begun) {
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    /** JMX wraps what went wrong. */
    private static String reason(Exception failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
