package io.goldtier.outside;

import io.goldtier.outside.http.Answer;
import io.goldtier.outside.http.HttpSender;
import io.goldtier.outside.http.Known;
import io.goldtier.outside.http.Wire;
import io.goldtier.skill.effect.Attempt;
import io.goldtier.skill.effect.OutsideException;
import io.goldtier.skill.effect.OutsideException.Kind;
import io.goldtier.skill.system.DryRun;
import io.goldtier.skill.system.Quotas;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * All calls to one system pass here: in a dry run the first write is stopped, the effect mark is kept, requests are paced
 * and counted.
 */
public final class SystemCalls {

    private final OutsideSystem system;
    private final Protocol protocol;
    private final HttpSender sender;
    private final Quotas quotas;
    private final boolean dryRun;
    private final Pace pace;

    SystemCalls(
            OutsideSystem system, Protocol protocol, HttpSender sender, Quotas quotas, boolean dryRun, Clock clock) {
        this.system = system;
        this.protocol = protocol;
        this.sender = sender;
        this.quotas = quotas;
        this.dryRun = dryRun;
        this.pace = new Pace(system.pace(), clock);
    }

    /** True when a call may name one of several. */
    boolean hasInstances() {
        return protocol.hasInstances();
    }

    /**
     * Makes a call.
     *
     * @param wanted the call as its protocol reads it
     * @param attempt the attempt that it belongs to; empty for one that belongs to no skill, which may only read
     * @return its result
     */
    public Object call(Map<String, Object> wanted, Optional<Attempt> attempt) {
        Part part = protocol.part(wanted);
        if (dryRun && part != Part.READ) {
            Map<String, Object> request = new LinkedHashMap<>();
            request.put("system", system.name());
            request.putAll(protocol.shown(wanted));
            throw new DryRun(request);
        }
        if (part == Part.READ) {
            return read(wanted, attempt);
        }
        Attempt mine = attempt.orElseThrow(() -> new IllegalStateException("Only a skill may change anything in "
                + system.title() + ": what checks, verifies or looks at health reads."));
        return part == Part.EFFECT ? act(wanted, mine) : write(wanted, mine, part);
    }

    private Object read(Map<String, Object> call, Optional<Attempt> attempt) {
        try {
            Object result = protocol.call(call, wire(attempt));
            attempt.ifPresent(mine -> mine.know(Known.of(call, result)));
            return result;
        } catch (OutsideException e) {
            throw unclear(e);
        }
    }

    /** A preparation can be repeated, and what is added to an effect does not undo it: no answer is no doubt. */
    private Object write(Map<String, Object> call, Attempt attempt, Part part) {
        try {
            Object result = whole(call, protocol.call(call, wire(Optional.of(attempt))));
            attempt.know(Known.of(call, result));
            if (call.containsKey("keeps")) {
                attempt.keep(Known.of(call, "keeps", result));
            }
            if (part == Part.PREPARATION && call.get("leaves") instanceof String left) {
                attempt.prepared(left + Known.phrase(Known.of(call, result)));
            }
            return result;
        } catch (OutsideException e) {
            if (part == Part.ADDITION) {
                attempt.missed(e.getMessage());
            }
            throw unclear(e);
        }
    }

    private static OutsideException unclear(OutsideException e) {
        if (e.kind() != Kind.IN_DOUBT) {
            return e;
        }
        OutsideException again = new OutsideException(
                Kind.TRANSIENT, e.system(), e.getMessage(), e.retryAt().orElse(null), e.getCause());
        return e.isAnswered() ? again.answered() : again;
    }

    private Object act(Map<String, Object> wanted, Attempt attempt) {
        Map<String, Object> call = attempt.request(wanted, protocol.shown(wanted));
        Object result;
        try {
            result = whole(call, protocol.call(call, wire(Optional.of(attempt))));
        } catch (OutsideException e) {
            if (e.kind() != Kind.IN_DOUBT && attempt.isAboutToAct()) {
                if (e.kind() == Kind.TRANSIENT && !e.isAnswered()) {
                    attempt.neverSent();
                } else {
                    attempt.refused();
                }
            }
            throw e;
        }
        if (Boolean.FALSE.equals(call.get("proof"))) {
            // Taken on is not done: the route looks, and says so with the bean effect
            attempt.know(Known.of(call, result));
            return result;
        }
        attempt.tookEffect(Known.of(call, result));
        return result;
    }

    /** The answer, if it says what the call expects: one that does not is no answer to what was written. */
    private Object whole(Map<String, Object> call, Object answer) {
        Optional<String> missing = Known.missing(call, answer);
        if (missing.isPresent()) {
            throw new OutsideException(
                            Kind.IN_DOUBT,
                            system.name(),
                            system.title() + "'s answer does not say what it should: " + missing.get() + " is missing.")
                    .answered();
        }
        return answer;
    }

    private Wire wire(Optional<Attempt> attempt) {
        return new Wire() {
            @Override
            public void begins(Part part) {
                SystemCalls.this.await();
                attempt.ifPresent(Attempt::goesOn);
                if (attempt.isEmpty() || !attempt.get().useReserved()) {
                    count();
                }
                if (part == Part.EFFECT) {
                    attempt.orElseThrow().aboutToAct();
                }
            }

            @Override
            public Answer send(OutsideRequest request, Part part) {
                begins(part);
                Answer answer = sender.send(request, part);
                if (quotas != null) {
                    system.limitHeaders().stream()
                            .map(line -> line.read(request.address().getPath(), answer))
                            .flatMap(Optional::stream)
                            .forEach(left -> quotas.left(left.quota(), left.requests(), left.reset()));
                }
                return answer;
            }
        };
    }

    private void count() {
        if (quotas != null) {
            quotas.count(system.name(), 1);
        }
    }

    private void await() {
        try {
            pace.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OutsideException(
                    Kind.TRANSIENT, system.name(), system.title() + " was not called: the assistant is stopping.");
        }
    }
}
