package io.goldtier.skill.effect;

import io.goldtier.json.Json;
import io.goldtier.skill.Skill;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;

/**
 * One try of an action, on its way through the skill's route: how far it has come with its effect, what the outside has
 * told of it, what it has prepared. The producers that write outside keep its mark; {@link OutcomeDecider} reads it where the
 * route ends.
 *
 * <p>For a skill that cannot be repeated the mark is durable before the bytes leave, so that a crash before that moment
 * is no doubt, together with the request: a later try sends the same.
 */
public final class Attempt {

    private static final int LONGEST_REQUEST = 65_536;
    private static final String PROPERTY = Attempt.class.getName();

    private final Skill skill;
    private final String actionId;
    private final int number;
    private final List<Past> past;
    private final Effects effects;
    private final boolean marked;
    private final Map<String, Object> known = new LinkedHashMap<>();
    private final List<String> prepared = new ArrayList<>();
    private final Map<String, Object> progress = new LinkedHashMap<>();
    private final List<String> missed = new ArrayList<>();
    private EffectMark mark = EffectMark.NONE;
    private Map<String, Object> request;
    private boolean leftOpen;
    private int reserved;
    private Watcher watcher = Watcher.NOBODY;

    /**
     * A try as the store has it.
     *
     * @param number its number, from 1
     * @param mark how far it came
     * @param known what the outside told of its effect
     * @param request what it sent, or null when it was not kept
     * @param leftOpen whether it ended with its outcome open; false for one that a kill has cut off
     * @param at when it was first kept
     */
    record Past(
            int number,
            EffectMark mark,
            Map<String, Object> known,
            Map<String, Object> request,
            boolean leftOpen,
            Instant at) {}

    /** An attempt that begins now. */
    public Attempt(Skill skill, String actionId, int number, List<Past> past, Effects effects) {
        this.skill = skill;
        this.actionId = actionId;
        this.number = number;
        this.past = past;
        this.effects = effects;
        this.marked = effects.areMarked(skill);
        this.reserved = skill.system().isEmpty() ? 0 : skill.cost();
        past.forEach(earlier -> known.putAll(earlier.known()));
        if (!marked && !skill.isReadOnly()) {
            // Nobody will say when it acts, so it may from its beginning on
            mark = EffectMark.ABOUT_TO_ACT;
        }
    }

    /** The attempt that this exchange belongs to; empty for one that belongs to no skill, as a health check. */
    public static Optional<Attempt> of(Exchange exchange) {
        return Optional.ofNullable(exchange.getProperty(PROPERTY, Attempt.class));
    }

    /** Makes this the attempt that the exchange belongs to. */
    public void goesWith(Exchange exchange) {
        exchange.setProperty(PROPERTY, this);
    }

    /**
     * What must be sent as the effect: the same as in an earlier try, if there was one, so that no two tries can differ.
     *
     * @param wanted the call as the route has made it
     * @param shown the same without credentials, as it may be kept
     * @throws IllegalStateException when the skill has acted already: what comes after its effect is an addition
     */
    public Map<String, Object> request(Map<String, Object> wanted, Map<String, Object> shown) {
        if (skill.isReadOnly()) {
            throw new IllegalStateException(
                    "The card of " + skill.name() + " says readOnly, but its route writes: take readOnly away");
        }
        if (marked && (mark == EffectMark.TOOK_EFFECT || mark == EffectMark.ABOUT_TO_ACT)) {
            throw new IllegalStateException("the route of " + skill.name() + " acts twice; a skill has one effect: say"
                    + " part: preparation for what comes before it and part: addition for what comes after");
        }
        Optional<Map<String, Object>> earlier =
                past.stream().map(Past::request).filter(sent -> sent != null).findFirst();
        request = earlier.orElse(shown);
        return earlier.orElse(wanted);
    }

    /** The bytes of the effect are about to leave. Returns when that is durable, if the skill cannot be repeated. */
    public void aboutToAct() {
        mark = EffectMark.ABOUT_TO_ACT;
        if (!skill.isRepeatable()) {
            effects.recordNow(this);
        }
    }

    /** True when the bytes may have left and nothing has been said of them since. */
    public boolean isAboutToAct() {
        return mark == EffectMark.ABOUT_TO_ACT;
    }

    /** No connection was made. */
    public void neverSent() {
        mark = EffectMark.NEVER_SENT;
        keep();
    }

    /** A clear refusal of that very call, or a confirming read, proves that this attempt did not take effect. */
    public void refused() {
        mark = EffectMark.REFUSED;
        keep();
    }

    /** It was refused in a way that is a sign of an earlier attempt: whether one took effect is looked into again. */
    void doubt() {
        mark = EffectMark.ABOUT_TO_ACT;
    }

    /**
     * The outside said that it took effect.
     *
     * @param told what its answer says of the skill's output
     */
    public void tookEffect(Map<String, Object> told) {
        mark = EffectMark.TOOK_EFFECT;
        known.putAll(told);
        keep();
    }

    /** Keeps what a preparation or a read has told of the skill's output, for the case that the route does not end well. */
    public void know(Map<String, Object> told) {
        known.putAll(told);
    }

    /** What preparations of earlier attempts have left, by the names that the route gave. */
    public Attempt goingOnFrom(Map<String, Object> earlier) {
        progress.putAll(earlier);
        return this;
    }

    /** What preparations have left so far. */
    public Map<String, Object> progress() {
        return new LinkedHashMap<>(progress);
    }

    /** Keeps with the action what a preparation has left; returns when that is durable. A null takes a name away. */
    public void keep(Map<String, Object> left) {
        left.forEach((name, value) -> {
            if (value == null) {
                progress.remove(name);
            } else {
                progress.put(name, value);
            }
        });
        effects.keepNow(this);
    }

    /** Something was prepared that stays outside when the effect does not come; a phrase such as "a draft". */
    public void prepared(String what) {
        prepared.add(what);
    }

    /** What should have been added to the effect was not; a sentence that says why. */
    public void missed(String why) {
        missed.add("It took effect, but what was to be added to it was not: " + why);
    }

    /** Lets somebody look on. */
    public void watchedBy(Watcher newWatcher) {
        watcher = newWatcher;
    }

    /**
     * A request is about to go out.
     *
     * @throws OutsideException when whoever asked does not want it any more, and nothing has acted yet
     */
    public void goesOn() {
        if (mark.isHarmless() && watcher.isCancelled()) {
            throw new OutsideException(
                    OutsideException.Kind.PERMANENT, skill.system(), "It was called off by who asked for it.");
        }
        watcher.calls(skill.system());
    }

    /** One request goes out; true when it is among those that were set aside of the quota when the action began. */
    public boolean useReserved() {
        return reserved-- > 0;
    }

    private void keep() {
        if (!skill.isRepeatable()) {
            // Whoever is killed right after this loses only the knowledge, never the doubt
            effects.record(this);
        }
    }

    /** How many requests that were set aside have not been made. */
    public int unused() {
        return Math.max(0, reserved);
    }

    /** The outside system that the skill works on. */
    String system() {
        return skill.system();
    }

    String actionId() {
        return actionId;
    }

    /** Where it stands at this moment, for the store's thread. */
    Past asOf(Instant now) {
        boolean fits = request != null && Json.write(request).length() <= LONGEST_REQUEST;
        return new Past(number, mark, new LinkedHashMap<>(known), fits ? request : null, leftOpen, now);
    }

    /** True while this attempt may have had its effect. */
    public boolean isMarked() {
        return marked;
    }

    Map<String, Object> known() {
        return known;
    }

    List<String> prepared() {
        return prepared;
    }

    List<String> missed() {
        return missed;
    }

    /** True when an attempt, this or an earlier one, is known to have taken effect. */
    boolean hasTakenEffect() {
        return mark == EffectMark.TOOK_EFFECT
                || past.stream().anyMatch(earlier -> earlier.mark() == EffectMark.TOOK_EFFECT);
    }

    /** Proof that no attempt may have taken effect, when there is one. */
    public Optional<NoEffect> proof() {
        boolean harmless = mark.isHarmless()
                && past.stream().allMatch(earlier -> earlier.mark().isHarmless());
        return harmless ? Optional.of(new NoEffect()) : Optional.empty();
    }

    /** True when an earlier attempt has sent its effect, whatever was proved of it since. */
    boolean hasSentBefore() {
        return past.stream().anyMatch(earlier -> earlier.request() != null && earlier.mark() != EffectMark.NEVER_SENT);
    }

    /** It ends here with its outcome open: somebody repeats it or looks for its effect. */
    void leaveOpen() {
        leftOpen = true;
        effects.record(this);
    }

    /**
     * How many attempts ended with their outcome open, this one among them. Those that a kill has cut off do not count,
     * however many there were: nobody has waited for their answers.
     */
    int leftOpen() {
        return (int) past.stream().filter(Past::leftOpen).count() + (leftOpen ? 1 : 0);
    }

    /** How many of these may have been sent or are known to have been. */
    int leftOpenAndSent() {
        long earlier = past.stream()
                .filter(each -> each.leftOpen() && !each.mark().isHarmless())
                .count();
        return (int) earlier + (leftOpen && !mark.isHarmless() ? 1 : 0);
    }
}
