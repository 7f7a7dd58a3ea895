package io.goldtier.loop;

import io.goldtier.skill.Skills;
import io.goldtier.skill.Subject;
import io.goldtier.store.Store;
import io.goldtier.trigger.Action;
import io.goldtier.trigger.Actions;
import io.goldtier.trigger.Trigger;
import io.goldtier.trigger.Triggers;
import io.goldtier.vault.Alert;
import io.goldtier.vault.Folder;
import io.goldtier.vault.Note;
import io.goldtier.vault.NoteProblem;
import io.goldtier.vault.Vault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * What people see of a loop in the vault: its plan, where the task file lies, and alerts. All of it follows what the
 * store has committed; what a crash cut off is shown again by {@link #catchUp}.
 */
@Component
class LoopFiles {

    private static final Logger LOG = LoggerFactory.getLogger(LoopFiles.class);

    private final Vault vault;
    private final Store store;
    private final Triggers triggers;
    private final Actions actions;
    private final Loops loops;
    private final Skills skills;
    private final Clock clock;
    private final Map<String, Long> written = new ConcurrentHashMap<>();

    LoopFiles(Vault vault, Store store, Triggers triggers, Actions actions, Loops loops, Skills skills, Clock clock) {
        this.vault = vault;
        this.store = store;
        this.triggers = triggers;
        this.actions = actions;
        this.loops = loops;
        this.skills = skills;
        this.clock = clock;
    }

    /** True while a file named STOP lies in the vault: nothing acts then. */
    boolean isAllStopped() {
        return Files.exists(vault.root().resolve("STOP"));
    }

    /** True when a person wrote {@code stop: true} into the plan. */
    boolean isStopped(LoopRun run) {
        Path plan = vault.resolve(run.loop().planMd());
        try {
            long modified = Files.getLastModifiedTime(plan).toMillis();
            Long ours = written.get(run.loop().loopId());
            if (ours != null && ours == modified) {
                return false;
            }
            return Note.parse(vault.read(plan))
                    .value("stop")
                    .map(stop -> "true".equalsIgnoreCase(String.valueOf(stop)))
                    .orElse(false);
        } catch (NoSuchFileException e) {
            return false;
        } catch (NoteProblem | IOException | UncheckedIOException e) {
            LOG.warn("{} cannot be read and is written again: {}", run.loop().planMd(), e.getMessage());
            return false;
        }
    }

    void showPlan(LoopRun run, List<Action> steps, String status, String note) {
        showPlan(run.loop(), run.trigger(), steps, status, note);
    }

    private void showPlan(Loop loop, Trigger trigger, List<Action> steps, String status, String note) {
        Path plan = vault.resolve(loop.planMd());
        vault.show(plan, PlanNote.render(loop, trigger, steps, this::subject, status, note, clock.instant()));
        try {
            written.put(loop.loopId(), Files.getLastModifiedTime(plan).toMillis());
        } catch (IOException e) {
            // Without its time the plan is read again before the next step: slower, not wrong
            written.remove(loop.loopId());
        }
    }

    private Subject subject(Action step) {
        return skills.subject(step.type(), step.params());
    }

    /** Shows what a step came to. */
    void show(LoopRun run, Settling.Verdict verdict, boolean last) {
        if (last) {
            showEnd(run, LoopStatus.COMPLETED, null);
        } else if (verdict instanceof Settling.GiveUp giveUp) {
            showEnd(run, LoopStatus.FAILED, giveUp.sentence());
        } else if (verdict instanceof Settling.Wait wait) {
            String until = wait.wakeAt() == null ? "" : " (until " + wait.wakeAt() + ")";
            showPlan(
                    run, actions.of(run.loop().triggerId()), "waiting", "Waits for " + wait.waitingFor() + until + ".");
        }
    }

    /** Shows how the loop ended, and files the task. */
    void showEnd(LoopRun run, LoopStatus status, String outcome) {
        end(run.loop(), run.trigger(), status, outcome);
    }

    private void end(Loop loop, Trigger trigger, LoopStatus status, String outcome) {
        List<Action> steps = actions.of(trigger.triggerId());
        showPlan(loop, trigger, steps, PlanNote.status(status, null), outcome);
        written.remove(loop.loopId());
        boolean done = status == LoopStatus.COMPLETED;
        String lies = file(loop, done ? Folder.DONE : Folder.INBOX).orElse(loop.taskFile());
        if (!done) {
            vault.alert(failure(loop, steps, status, outcome, lies));
        }
        store.submit(tx -> tx.update(
                "UPDATE triggers SET filed = 1, task_file = ? WHERE trigger_id = ?", lies, trigger.triggerId()));
    }

    private static Alert failure(Loop loop, List<Action> steps, LoopStatus status, String outcome, String lies) {
        String title = status == LoopStatus.MAX_ITERATIONS_EXCEEDED ? "Max Iterations Exceeded" : "Task Failed";
        Alert alert = Alert.of(
                        Alert.Severity.WARNING,
                        "loop",
                        title,
                        "The task " + loop.triggerId() + " was not finished: " + outcome)
                .about(loop.triggerId(), null)
                .done("Nothing more is done for it. The task lies in `" + lies + "`, its plan in `" + loop.planMd()
                        + "`.");
        for (Action step : steps) {
            alert = alert.known("Step " + step.position() + ", " + step.type() + ": "
                    + step.state().word().replace('_', ' ')
                    + (step.message() == null ? "" : " (" + step.message() + ")"));
        }
        return alert.choice("Mend what is wrong and drop the steps that are left into `Needs_Action` as a new task.");
    }

    /** Tells people of an action that they must settle; the loop is null for a call from outside. */
    void alertInDoubt(Loop loop, Action step, String message) {
        if (loop != null) {
            moveToInbox(loop);
        }
        vault.alert(Alert.of(
                        Alert.Severity.CRITICAL,
                        step.type(),
                        "In doubt " + step.type(),
                        "Nobody knows whether " + step.type() + " took effect: " + message)
                .about(step.triggerId(), step.actionId())
                .done("It is not tried again by itself. The rest of its plan waits.")
                .known("It was begun at " + step.started() + " with " + step.params())
                .choice("Look outside whether it took effect. If it did: `./goldtier resolve " + step.actionId()
                        + " done`")
                .choice("If it did not, and may be done again: `./goldtier resolve " + step.actionId() + " retry`"));
    }

    void alertOffline(Loop loop, Action step, String system, String message, Instant since) {
        moveToInbox(loop);
        String name = system.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + system.substring(1);
        vault.alert(Alert.of(
                        Alert.Severity.CRITICAL,
                        system,
                        name + " Offline",
                        name + " has not answered since " + since + ": " + message)
                .about(step.triggerId(), step.actionId())
                .done("Step " + step.position() + ", " + step.type()
                        + ", was tried for an hour. It waits now, nothing is lost.")
                .choice("When " + name + " is back: `./goldtier resolve " + step.actionId() + " retry`")
                .choice("If it was done by other means: `./goldtier resolve " + step.actionId() + " done`"));
    }

    void alertPaused(String system, String message) {
        vault.alert(Alert.of(
                        Alert.Severity.CRITICAL,
                        system,
                        system + " does not accept our credentials",
                        system + " refused to let us in: " + message)
                .done("All work for " + system + " waits; nothing is lost.")
                .choice("Correct the credentials in the settings (goldtier." + system
                        + ".…) and start the assistant again; the work goes on by itself."));
    }

    /** Shows again what a crash kept from being shown; called once at start, before any loop runs. */
    int catchUp() {
        List<Loop> ended = store.read(tx -> tx.query(
                "SELECT trigger_id FROM triggers WHERE filed = 0 AND status IN ('completed', 'failed') ORDER BY arrival",
                row -> loops.ofTrigger(tx, row.string("trigger_id")).orElseThrow()));
        for (Loop loop : ended) {
            end(loop, triggers.find(loop.triggerId()).orElseThrow(), loop.status(), loop.outcome());
        }
        return ended.size();
    }

    private Optional<String> file(Loop loop, Folder to) {
        String from = store.read(tx -> tx.first(
                        "SELECT task_file FROM triggers WHERE trigger_id = ?",
                        row -> Optional.ofNullable(row.string("task_file")),
                        loop.triggerId())
                .flatMap(found -> found)
                .orElse(null));
        if (from == null || from.startsWith(to.folderName() + "/")) {
            return Optional.ofNullable(from);
        }
        try {
            return Optional.of(vault.relative(vault.move(vault.resolve(from), to)));
        } catch (UncheckedIOException e) {
            LOG.warn(
                    "The task file {} of {} was not moved to {}: {}",
                    from,
                    loop.triggerId(),
                    to.folderName(),
                    e.getMessage());
            return Optional.empty();
        }
    }

    private void moveToInbox(Loop loop) {
        String lies = file(loop, Folder.INBOX).orElse(loop.taskFile());
        store.submit(tx -> tx.update("UPDATE triggers SET task_file = ? WHERE trigger_id = ?", lies, loop.triggerId()));
    }
}
