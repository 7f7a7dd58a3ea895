package io.goldtier.cli.crash;

import io.goldtier.audit.chain.AuditVerifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a crash test found.
 *
 * @param triggers how many triggers were dropped
 * @param states how many actions ended in which state
 * @param lost work that was dropped and is neither done nor accounted for
 * @param twice work that took effect more than once
 * @param unlogged effects without a {@code pending} line before or an outcome after them
 * @param broken faults of the log chain
 */
record Verdict(
        int triggers,
        Map<String, Long> states,
        List<String> lost,
        List<String> twice,
        List<String> unlogged,
        List<String> broken) {

    /** True when nothing was lost, done twice or left out of the log. */
    boolean isSound() {
        return lost.isEmpty() && twice.isEmpty() && unlogged.isEmpty() && broken.isEmpty();
    }

    /**
     * Compares all sides.
     *
     * @param work the skills of each trigger that was dropped
     * @param entries what the database says
     * @param witness what the plain outside saw
     * @param invoices what Odoo holds
     */
    static Verdict of(
            Map<String, List<String>> work,
            List<Ledger.Entry> entries,
            Witness witness,
            List<Map<String, Object>> invoices,
            AuditVerifier.Report report,
            Trail trail) {
        Map<String, Ledger.Entry> byId = entries.stream().collect(Collectors.toMap(Ledger.Entry::id, entry -> entry));
        Map<String, Integer> invoiced = invoiced(invoices);
        Verdict verdict = new Verdict(
                work.size(),
                entries.stream().collect(Collectors.groupingBy(Ledger.Entry::state, Collectors.counting())),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                report.problems().stream()
                        .map(p -> p.file() + ", line " + p.line() + ": " + p.sentence())
                        .toList());
        work.forEach((triggerId, skills) -> {
            boolean stopped = false;
            for (int i = 0; i < skills.size(); i++) {
                String id = triggerId + "-a" + (i + 1);
                int effects =
                        skills.get(i).equals(CrashTest.INVOICE) ? invoiced.getOrDefault(id, 0) : witness.effects(id);
                stopped = verdict.weigh(id, skills.get(i), byId.get(id), effects, trail, stopped);
            }
        });
        return verdict;
    }

    /** How often each action's words stand in an invoice. */
    private static Map<String, Integer> invoiced(List<Map<String, Object>> invoices) {
        Map<String, Integer> counts = new HashMap<>();
        for (Map<String, Object> invoice : invoices) {
            String ref = String.valueOf(invoice.get("ref"));
            counts.merge(ref.replaceAll(".*(crash-\\d+-a\\d+).*", "$1"), 1, Integer::sum);
        }
        return counts;
    }

    /** @return true when the trigger's later actions need not have been begun */
    private boolean weigh(String id, String skill, Ledger.Entry entry, int effects, Trail trail, boolean stopped) {
        if (effects > 1) {
            twice.add(id + " (" + skill + ") took effect " + effects + " times");
        }
        if (effects > 0 && !(trail.wasBegun(id) && trail.hasEnded(id))) {
            unlogged.add(id + " (" + skill + ") took effect and the log does not say so");
        }
        if (entry == null) {
            lost.add(id + " (" + skill + ") is not known");
            return stopped;
        }
        switch (entry.state()) {
            case "done" -> {
                if (effects == 0) {
                    lost.add(id + " (" + skill + ") is said to be done and is not");
                }
            }
            case "in_doubt" -> {
                if (!skill.equals(CrashTest.BLIND)) {
                    lost.add(id + " (" + skill + ") is in doubt, though it could be found out: " + entry.message());
                }
            }
            case "failed" -> lost.add(id + " (" + skill + ") failed: " + entry.message());
            default -> {
                if (!stopped) {
                    lost.add(id + " (" + skill + ") is still " + entry.state() + ": " + entry.message());
                }
            }
        }
        return stopped || !entry.state().equals("done");
    }
}
