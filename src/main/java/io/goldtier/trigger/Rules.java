package io.goldtier.trigger;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The rule cards of {@code routes/triggers/}, as they are now: a file that is added or changed holds for the next message. */
@Component
public class Rules {

    private static final Logger LOG = LoggerFactory.getLogger(Rules.class);

    private final CamelContext camel;
    private final Map<String, Rule> lastGood = new ConcurrentHashMap<>();
    private final Set<Rule> complained = ConcurrentHashMap.newKeySet();

    Rules(CamelContext camel) {
        this.camel = camel;
    }

    /** The rules that are in order, by name; of one that is not, its last good card. */
    public List<Rule> all() {
        List<Rule> rules = new ArrayList<>();
        cards().forEach((name, card) -> {
            try {
                rules.add(card.check(name));
                lastGood.put(name, card);
            } catch (IllegalArgumentException e) {
                if (complained.add(card)) {
                    LOG.error("{} Its last good version, if any, stays in force.", e.getMessage());
                }
                if (lastGood.containsKey(name)) {
                    rules.add(lastGood.get(name));
                }
            }
        });
        return rules;
    }

    /**
     * Makes sure that every rule is in order.
     *
     * @throws IllegalArgumentException with one sentence about the first that is not
     */
    public void check() {
        cards().forEach((name, card) -> card.check(name));
    }

    private Map<String, Rule> cards() {
        return new TreeMap<>(camel.getRegistry().findByTypeWithName(Rule.class));
    }

    /** The rule of this name, if it is in order. */
    public Optional<Rule> find(String name) {
        Rule card = camel.getRegistry().lookupByNameAndType(name, Rule.class);
        try {
            return Optional.ofNullable(card == null ? null : card.check(name));
        } catch (IllegalArgumentException e) {
            return Optional.ofNullable(lastGood.get(name));
        }
    }

    /** The rules in the order in which they are asked: by priority, then by name. */
    public List<Rule> byPriority() {
        return all().stream()
                .sorted(Comparator.comparingInt(Rule::priority).reversed())
                .toList();
    }
}
