package io.goldtier.sandbox;

import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** The faults that are switched on, one for each outside system. */
@Component
@ConditionalOnProperty(name = "goldtier.mode", havingValue = "sandbox", matchIfMissing = true)
public class SandboxFaults {

    static final String WRONG_KEY = SandboxFaults.class.getName() + ".wrongKey";
    static final String MAIL = SandboxFaults.class.getName() + ".mail";
    static final String TROUBLE = SandboxFaults.class.getName() + ".trouble";
    static final String CUT = SandboxFaults.class.getName() + ".cut";

    private final Map<String, SandboxFault> faults = new ConcurrentHashMap<>();

    /** Whether this request's credentials are to be treated as wrong, whatever they are. */
    public static boolean wrongKey(HttpServletRequest request) {
        return Boolean.TRUE.equals(request.getAttribute(WRONG_KEY));
    }

    /** What becomes of the mails that this request sends or finds waiting. */
    public static SandboxFault.Mail mail(HttpServletRequest request) {
        return request.getAttribute(MAIL) instanceof SandboxFault.Mail mail ? mail : SandboxFault.Mail.SENT;
    }

    /** What goes wrong with this request at a platform for posts. */
    public static SandboxFault.Trouble trouble(HttpServletRequest request) {
        return request.getAttribute(TROUBLE) instanceof SandboxFault.Trouble trouble
                ? trouble
                : SandboxFault.Trouble.NONE;
    }

    void set(String system, SandboxFault fault) {
        faults.put(system, fault);
    }

    void clear() {
        faults.clear();
    }

    Map<String, Object> show() {
        Map<String, Object> shown = new LinkedHashMap<>();
        faults.forEach((system, fault) -> shown.put(system, fault.json()));
        return shown;
    }

    /** The fault that hits this request, counted down. */
    Optional<SandboxFault> take(String system, String path) {
        SandboxFault[] taken = new SandboxFault[1];
        faults.computeIfPresent(system, (name, fault) -> {
            if (fault.times() == 0 || fault.path() != null && !path.contains(fault.path())) {
                return fault;
            }
            taken[0] = fault;
            return fault.times() > 0 ? fault.onceLess() : fault;
        });
        return Optional.ofNullable(taken[0]);
    }
}
