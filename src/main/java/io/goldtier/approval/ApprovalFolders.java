package io.goldtier.approval;

import io.goldtier.json.Yaml;
import io.goldtier.outbox.Alerts;
import io.goldtier.vault.Alert;
import io.goldtier.vault.Folder;
import io.goldtier.vault.Note;
import io.goldtier.vault.NoteProblem;
import io.goldtier.vault.Vault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Decisions by moving files: what a person moves to {@code Approved/} or {@code Rejected/} is read and decided. A file
 * that answers no open request changes nothing; it goes to the inbox with a note that says why.
 */
@Component("approvalFolders")
class ApprovalFolders {

    private static final Logger LOG = LoggerFactory.getLogger(ApprovalFolders.class);
    private static final Duration STILL_BEING_WRITTEN = Duration.ofSeconds(2);
    private static final Duration STILL_BEING_MOVED = Duration.ofSeconds(5);

    private final Vault vault;
    private final Approvals approvals;
    private final Decisions decisions;
    private final Alerts alerts;
    private final Clock clock;
    private final Map<Folder, FileTime> seen = new EnumMap<>(Folder.class);

    ApprovalFolders(Vault vault, Approvals approvals, Decisions decisions, Alerts alerts, Clock clock) {
        this.vault = vault;
        this.approvals = approvals;
        this.decisions = decisions;
        this.alerts = alerts;
        this.clock = clock;
    }

    /** Decides what people have moved to {@code Approved/}. */
    synchronized void approve() {
        look(Folder.APPROVED, Decisions.Verdict.APPROVE);
    }

    /** Decides what people have moved to {@code Rejected/}. */
    synchronized void reject() {
        look(Folder.REJECTED, Decisions.Verdict.REJECT);
    }

    /** What has been decided and lies among what waits: moved back by a person, or left there by a crash. */
    synchronized void clearDecided() {
        Path folder = vault.folder(Folder.PENDING_APPROVAL);
        try {
            FileTime changed = Files.getLastModifiedTime(folder);
            if (changed.equals(seen.get(Folder.PENDING_APPROVAL))) {
                return;
            }
            Set<String> pending = approvals.pendingIds();
            boolean settled = true;
            for (Path file : files(folder)) {
                Optional<String> id = NoteText.idIn(file.getFileName().toString());
                settled &= id.isEmpty() || pending.contains(id.get()) || clear(file, id.get());
            }
            if (settled && isOld(changed)) {
                seen.put(Folder.PENDING_APPROVAL, changed);
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("{} cannot be read: {}", Folder.PENDING_APPROVAL.folderName(), e.getMessage());
        }
    }

    /** Returns false when the file must be looked at again: right after a decision we are about to move it ourselves. */
    private boolean clear(Path file, String approvalId) {
        Optional<ApprovalRequest> found = approvals.find(approvalId);
        if (found.isEmpty() || found.get().isPending()) {
            return true;
        }
        if (found.get().decided().plus(STILL_BEING_MOVED).isAfter(clock.instant())) {
            return false;
        }
        return refuse(file, tooLate(found.get()));
    }

    /** A folder's time changes when a file comes or goes, so most looks are one look at the folder. */
    private void look(Folder folder, Decisions.Verdict verdict) {
        Path path = vault.folder(folder);
        try {
            FileTime changed = Files.getLastModifiedTime(path);
            if (changed.equals(seen.get(folder))) {
                return;
            }
            boolean settled = true;
            for (Path file : files(path)) {
                settled &= take(file, verdict);
            }
            if (settled && isOld(changed)) {
                seen.put(folder, changed);
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("{} cannot be read: {}", folder.folderName(), e.getMessage());
        }
    }

    /** A change within the clock's grain of a look might have come after it. */
    private boolean isOld(FileTime changed) {
        return changed.toInstant().plusSeconds(1).isBefore(clock.instant());
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        }
    }

    /** Returns false when the file must be looked at again. */
    private boolean take(Path file, Decisions.Verdict verdict) throws IOException {
        Note note;
        try {
            note = Note.parse(vault.read(file));
        } catch (NoteProblem e) {
            return refuseUnlessFresh(file, "It cannot be read as a request: " + e.getMessage());
        }
        Optional<ApprovalRequest> found = note.text("approval_id").flatMap(approvals::find);
        if (found.isEmpty()) {
            return refuseUnlessFresh(file, "No request for approval has this id, so it approves nothing.");
        }
        ApprovalRequest request = found.get();
        if (!request.isPending()) {
            boolean ownRecord = vault.relative(file).equals(request.file());
            return ownRecord || refuse(file, tooLate(request));
        }
        if (NoteText.idIn(file.getFileName().toString()).isEmpty()) {
            return refuse(
                    file,
                    "Its name was changed, and the name says which request it decides. Call it "
                            + NoteText.name(request) + " and move it to " + decided(verdict) + " again. The request "
                            + request.approvalId() + " still waits.");
        }
        if (!file.getFileName().toString().contains(request.approvalId())
                || !note.text("action").equals(Optional.of(request.skill()))
                || !note.text("trigger_id").equals(Optional.ofNullable(request.triggerId()))) {
            return refuse(
                    file,
                    "Its ids or its action were changed, and these cannot be edited. The request "
                            + request.approvalId() + " still waits.");
        }
        return decide(file, note, request, verdict);
    }

    private boolean decide(Path file, Note note, ApprovalRequest request, Decisions.Verdict verdict)
            throws IOException {
        Map<String, Object> params = null;
        if (verdict == Decisions.Verdict.APPROVE) {
            try {
                Optional<Map<String, Object>> block = NoteText.params(note);
                if (block.isEmpty()) {
                    return sendBack(file, note, "the block of parameters is missing");
                }
                params = block.get();
            } catch (Yaml.YamlProblem e) {
                return sendBack(file, note, "the parameters are not YAML: " + e.getMessage());
            }
        }
        Decisions.Decided decided = decisions.decide(new Decisions.Decision(
                request.approvalId(),
                verdict,
                params,
                owner(file),
                "file",
                note.text("decision_reason").orElse(null),
                vault.relative(file)));
        if (decided instanceof Decisions.Decided.Invalid invalid) {
            return sendBack(file, note, invalid.sentence());
        }
        if (decided instanceof Decisions.Decided.TooLate late) {
            return refuse(file, tooLate(late.request()));
        }
        return true;
    }

    private static String decided(Decisions.Verdict verdict) {
        return (verdict == Decisions.Verdict.APPROVE ? Folder.APPROVED : Folder.REJECTED).folderName();
    }

    private boolean sendBack(Path file, Note note, String problem) {
        LOG.info("{} was not approved: {}", file.getFileName(), problem);
        vault.show(
                file,
                NoteText.withProblem(note, problem + ". Correct it and move it to Approved again.")
                        .render());
        vault.move(file, Folder.PENDING_APPROVAL);
        return true;
    }

    private boolean refuseUnlessFresh(Path file, String why) throws IOException {
        boolean fresh = Files.getLastModifiedTime(file)
                .toInstant()
                .plus(STILL_BEING_WRITTEN)
                .isAfter(clock.instant());
        return !fresh && refuse(file, why);
    }

    private boolean refuse(Path file, String why) {
        String name = file.getFileName().toString();
        Path lies = vault.move(file, Folder.INBOX);
        alerts.raise(Alert.of(Alert.Severity.WARNING, "approval", "Decision without effect", why)
                .done("Nothing was decided by it. The file lies in `" + vault.relative(lies) + "` now.")
                .known("It was called " + name + ".")
                .choice("See what waits for you: `./goldtier status`"));
        return true;
    }

    private static String tooLate(ApprovalRequest request) {
        if (request.isPending()) {
            return "The request " + request.approvalId() + " expired on " + request.expires() + ".";
        }
        return "The request " + request.approvalId() + " is " + request.status() + " since " + request.decided()
                + ", by " + request.decidedBy() + "; one decision counts, the first.";
    }

    private static String owner(Path file) throws IOException {
        return Files.getOwner(file, LinkOption.NOFOLLOW_LINKS).getName();
    }
}
