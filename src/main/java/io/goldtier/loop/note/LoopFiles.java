package io.goldtier.loop.note;

import io.goldtier.loop.Loop;
import io.goldtier.loop.LoopStatus;
import io.goldtier.loop.Loops;
import io.goldtier.loop.recovery.Settling;
import io.goldtier.outbox.Alerts;
import io.goldtier.outbox.Errand;
import io.goldtier.outbox.ErrandHandler;
import io.goldtier.outbox.Outbox;
import io.goldtier.outbox.RelatedNotes;
import io.goldtier.skill.Skills;
import io.goldtier.skill.Subject;
import io.goldtier.store.Store;
import io.goldtier.store.Tx;
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
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * What people see of a loop in the vault: its plan, where the task file lies, and alerts. Each change asks for it through
 * the outbox, and it is drawn from what the store holds by then.
 */
@Component
public class LoopFiles implements ErrandHandler {

    private static final Logger LOG = LoggerFactory.getLogger(LoopFiles.class);
    /** While a loop runs its steps follow each other quickly, and not each is worth a file. */
    private static final Duration REST = Duration.ofMillis(400);

    private final Vault vault;
    private final Store store;
    private final Triggers triggers;
    private final Actions actions;
    private final Loops loops;
    private final Skills skills;
    private final Outbox outbox;
    private final Alerts alerts;
    private final RelatedNotes related;
    private final ClientNotes clients;
    private final Clock clock;
    private final Map<String, Long> written = new ConcurrentHashMap<>();

    LoopFiles(
            Vault vault,
            Store store,
            Triggers triggers,
            Actions actions,
            Loops loops,
            Skills skills,
            Outbox outbox,
            Alerts alerts,
            RelatedNotes related,
            ClientNotes clients,
            Clock clock) {
        this.vault = vault;
        this.store = store;
        this.triggers = triggers;
        this.actions = actions;
        this.loops = loops;
        this.skills = skills;
        this.outbox = outbox;
        this.alerts = alerts;
        this.related = related;
        this.clients = clients;
        this.clock = clock;
    }

    /** True while a person wants that nothing acts. */
    public boolean isAllStopped() {
        return vault.isStopped();
    }

    /** True when there is a note of the plan; one that has not begun may have none yet. */
    public boolean isShown(Loop loop) {
        return Files.exists(vault.resolve(loop.planMd()));
    }

    /** True when a person wrote {@code stop: true} into the plan. */
    public boolean isStopped(Loop loop) {
        Path plan = vault.resolve(loop.planMd());
        try {
            long modified = plan.toFile().lastModified();
            if (modified == 0) {
                return false;
            }
            Long ours = written.get(loop.loopId());
            if (ours != null && ours == modified) {
                return false;
            }
            return Note.parse(vault.read(plan))
                    .value("stop")
                    .map(stop -> "true".equalsIgnoreCase(String.valueOf(stop)))
                    .orElse(false);
        } catch (NoteProblem | UncheckedIOException e) {
            LOG.warn("{} cannot be read and is written again: {}", loop.planMd(), e.getMessage());
            return false;
        }
    }

    /** Asks for what people see of a loop that has come to rest or to its end. */
    public void show(Tx tx, String triggerId) {
        outbox.put(tx, kind(), triggerId, Map.of());
    }

    /** The same while it goes on: the plan is written when nothing has ended it for a moment. */
    public void showSoon(Tx tx, String triggerId) {
        outbox.putUnlessOver(tx, kind(), triggerId, REST);
    }

    @Override
    public String kind() {
        return "loop";
    }

    /** What is drawn. */
    private record Picture(Loop loop, Trigger trigger, List<Action> steps, long arrival, String lies, boolean filed) {

        Picture lying(String place) {
            return new Picture(loop, trigger, steps, arrival, place, filed);
        }
    }

    @Override
    public Consumer<Tx> carryOut(Errand errand) {
        Picture picture = store.read(tx -> {
            Triggers.Filing filing = triggers.filing(tx, errand.subject()).orElseThrow();
            return new Picture(
                    loops.ofTrigger(tx, errand.subject()).orElseThrow(),
                    filing.trigger(),
                    actions.of(tx, errand.subject()),
                    filing.arrival(),
                    filing.taskFile(),
                    filing.filed());
        });
        Folder to = folder(picture);
        // First the move, so that the plan's link leads there
        Picture filed = to == null ? picture : picture.lying(file(picture, to));
        showPlan(filed);
        return tx -> {
            if (to != null) {
                record(tx, filed);
            }
            clients.show(tx, filed.trigger(), filed.arrival());
        };
    }

    /** Where the task file belongs now; null while it stays where it lies. */
    private static Folder folder(Picture picture) {
        if (picture.filed()) {
            return null;
        }
        return switch (picture.loop().status()) {
            case ACTIVE -> isForAPerson(picture) ? Folder.INBOX : null;
            case COMPLETED -> Folder.DONE;
            case FAILED, MAX_ITERATIONS_EXCEEDED -> Folder.INBOX;
        };
    }

    /** Where the task lies; with its end it is filed and, if it was not finished, people are told: once, as both are recorded together. */
    private void record(Tx tx, Picture picture) {
        LoopStatus status = picture.loop().status();
        tx.update(
                "UPDATE triggers SET task_file = ?" + (status == LoopStatus.ACTIVE ? "" : ", filed = 1")
                        + " WHERE trigger_id = ?",
                picture.lies(),
                picture.trigger().triggerId());
        if (status != LoopStatus.ACTIVE && status != LoopStatus.COMPLETED) {
            alerts.raise(tx, failure(picture.loop(), picture.steps(), picture.lies()));
        }
    }

    private static boolean isForAPerson(Picture picture) {
        return picture.loop().waitingFor() != null
                && picture.steps().stream().anyMatch(step -> Settling.waitingFor(step)
                        .equals(picture.loop().waitingFor()));
    }

    /** What a person wrote in this very moment to stop the plan is kept, and read before the next step. */
    private void showPlan(Picture picture) {
        Loop loop = picture.loop();
        Path plan = vault.resolve(loop.planMd());
        Note note = PlanNote.of(
                loop,
                picture.trigger(),
                picture.steps(),
                this::subject,
                picture.lies(),
                related.of(loop.triggerId()),
                clock.instant());
        if (loop.status() != LoopStatus.ACTIVE) {
            vault.show(plan, note.render());
            written.remove(loop.loopId());
            return;
        }
        boolean stop = isStopped(loop);
        vault.show(plan, (stop ? note.with("stop", true) : note).render());
        try {
            written.put(
                    loop.loopId(), stop ? -1 : Files.getLastModifiedTime(plan).toMillis());
        } catch (IOException e) {
            // Without its time the plan is read again before the next step: slower, not wrong
            written.remove(loop.loopId());
        }
    }

    private Subject subject(Action step) {
        return skills.subject(step.type(), step.params());
    }

    private static Alert failure(Loop loop, List<Action> steps, String lies) {
        String title = loop.status() == LoopStatus.MAX_ITERATIONS_EXCEEDED ? "Max Iterations Exceeded" : "Task Failed";
        Alert alert = Alert.of(
                        Alert.Severity.WARNING,
                        "loop",
                        title,
                        "The task " + loop.triggerId() + " was not finished: " + loop.outcome())
                .about(loop.triggerId(), null)
                .done("Nothing more is done for it. "
                        + (lies == null ? "Its plan lies" : "The task lies in `" + lies + "`, its plan")
                        + " in `" + loop.planMd() + "`.");
        for (Action step : steps) {
            alert = alert.known("Step " + step.position() + ", " + step.type() + ": "
                    + step.state().word().replace('_', ' ')
                    + (step.message() == null ? "" : " (" + step.message() + ")"));
        }
        return alert.choice(
                "Mend what is wrong and order the steps that failed or are still ready, and only these, as a new task:"
                        + " what is done stays done.");
    }

    /** Tells people of an action that they must settle; the loop is null for a call from outside. */
    public void alertInDoubt(Tx tx, Loop loop, Action step, String message) {
        if (loop != null) {
            show(tx, loop.triggerId());
        }
        alerts.raise(
                tx,
                Alert.of(
                                Alert.Severity.CRITICAL,
                                step.type(),
                                "In doubt " + step.type(),
                                "Nobody knows whether " + step.type() + " took effect: " + message)
                        .about(step.triggerId(), step.actionId())
                        .done("It is not tried again by itself. The rest of its plan waits.")
                        .known("It was begun at " + step.started() + ": " + PlanNote.words(step, subject(step)))
                        .choice("Look outside whether it took effect. If it did: `./goldtier resolve " + step.actionId()
                                + " done`")
                        .choice("If it did not, and may be done again: `./goldtier resolve " + step.actionId()
                                + " retry`"));
    }

    /** An alert: this step was tried for an hour and its system has not answered since then. */
    public void alertOffline(Tx tx, Action step, String system, String message, Instant since) {
        String name = system.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + system.substring(1);
        alerts.raise(
                tx,
                Alert.of(
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

    /** An alert: the system refuses our credentials, and its skills are paused. It goes when they work again. */
    public void alertPaused(Tx tx, String system, String message) {
        alerts.stands(
                tx,
                paused(system),
                Alert.of(Alert.Severity.CRITICAL, system, paused(system), system + " refused to let us in: " + message)
                        .done("All work for " + system + " waits; nothing is lost.")
                        .choice("Correct the credentials in the settings (goldtier." + system
                                + ".…) and start the assistant again; the work goes on by itself."));
    }

    /** The system takes our credentials again. */
    public void alertPausedIsOver(Tx tx, String system) {
        alerts.isOver(tx, paused(system), paused(system));
    }

    private static String paused(String system) {
        return system + " does not accept our credentials";
    }

    /** Moves the task file there; returns where it lies, as far as we know. */
    private String file(Picture picture, Folder to) {
        String from = picture.lies();
        if (from == null || from.startsWith(to.folderName() + "/")) {
            return from;
        }
        try {
            return vault.relative(vault.move(vault.resolve(from), to));
        } catch (UncheckedIOException e) {
            boolean here = Files.isDirectory(vault.folder(to))
                    && Files.isDirectory(vault.resolve(from).getParent());
            if (!here || !(e.getCause() instanceof NoSuchFileException)) {
                throw e;
            }
            LOG.warn(
                    "The task file {} of {} was taken away by somebody else",
                    from,
                    picture.trigger().triggerId());
            return from;
        }
    }
}
