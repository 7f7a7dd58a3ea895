package io.goldtier.approval;

import io.goldtier.outbox.Errand;
import io.goldtier.outbox.ErrandHandler;
import io.goldtier.outbox.Outbox;
import io.goldtier.outbox.RelatedNotes;
import io.goldtier.store.Store;
import io.goldtier.store.Tx;
import io.goldtier.vault.Folder;
import io.goldtier.vault.Note;
import io.goldtier.vault.NoteProblem;
import io.goldtier.vault.Vault;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The vault's picture of requests and decisions; it can be drawn again from the database at any time. */
@Component
class ApprovalNotes implements ErrandHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ApprovalNotes.class);

    private final Vault vault;
    private final Store store;
    private final Previews previews;
    private final Outbox outbox;
    private final RelatedNotes related;

    ApprovalNotes(Vault vault, Store store, Previews previews, Outbox outbox, RelatedNotes related) {
        this.related = related;
        this.vault = vault;
        this.store = store;
        this.previews = previews;
        this.outbox = outbox;
    }

    /** Asks for a request's note as part of the unit of work that changes it. */
    void show(Tx tx, String approvalId) {
        outbox.put(tx, kind(), approvalId, Map.of());
    }

    /** Asks for the notes of all requests that wait and are not to be seen, as when somebody has deleted them. */
    void showMissing() {
        List<ApprovalRequest> missing = store
                .read(tx -> tx.query(
                        "SELECT * FROM approvals WHERE status = 'pending' AND NOT EXISTS"
                                + " (SELECT 1 FROM outbox WHERE key = 'approval:' || approval_id)"
                                + " ORDER BY created LIMIT 500",
                        ApprovalRequest::read))
                .stream()
                .filter(request -> !exists(Folder.PENDING_APPROVAL, request)
                        && !exists(Folder.APPROVED, request)
                        && !exists(Folder.REJECTED, request))
                .toList();
        if (!missing.isEmpty()) {
            store.commit(tx -> {
                missing.forEach(request -> show(tx, request.approvalId()));
                return null;
            });
        }
    }

    @Override
    public String kind() {
        return "approval";
    }

    @Override
    public Consumer<Tx> carryOut(Errand errand) {
        Optional<ApprovalRequest> request = store.read(tx -> find(tx, errand.subject()));
        if (request.isEmpty()) {
            return tx -> {};
        }
        return request.get().isPending() ? showPending(request.get()) : showDecided(request.get());
    }

    private static Optional<ApprovalRequest> find(Tx tx, String approvalId) {
        return tx.first("SELECT * FROM approvals WHERE approval_id = ?", ApprovalRequest::read, approvalId);
    }

    private Consumer<Tx> showPending(ApprovalRequest request) {
        Path file = vault.file(Folder.PENDING_APPROVAL, NoteText.name(request));
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            vault.show(file, NoteText.render(request, previews.of(request)));
        }
        return tx -> related.add(
                tx,
                request.triggerId(),
                new RelatedNotes.Related(
                        RelatedNotes.APPROVAL,
                        NoteText.name(request).replace(".md", ""),
                        request.title(),
                        request.created()));
    }

    /** True when somebody has changed the parameters in the note of a request that waits. */
    boolean isEdited(ApprovalRequest request) {
        Path file = vault.file(Folder.PENDING_APPROVAL, NoteText.name(request));
        try {
            return Files.exists(file, LinkOption.NOFOLLOW_LINKS)
                    && NoteText.isEdited(Note.parse(vault.read(file)), request);
        } catch (NoteProblem e) {
            return true;
        } catch (UncheckedIOException e) {
            // Taken away while it was looked at; one that is there and cannot be read may say anything
            return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
        }
    }

    /** Moves what waited to where it belongs now, and says in it how it was decided. */
    private Consumer<Tx> showDecided(ApprovalRequest request) {
        Folder folder = folder(request.status());
        Path waiting = vault.file(Folder.PENDING_APPROVAL, NoteText.name(request));
        boolean byFile = "file".equals(request.decidedHow()) && request.file() != null;
        if (byFile) {
            record(vault.resolve(request.file()), request);
            if (Files.exists(waiting, LinkOption.NOFOLLOW_LINKS)) {
                // It was a copy that was moved
                record(waiting, request);
                vault.move(waiting, Folder.DONE);
            }
        } else if (Files.exists(waiting, LinkOption.NOFOLLOW_LINKS)) {
            // Told before it lies there, so that nobody takes the file for a new decision
            String place = vault.relative(vault.file(folder, NoteText.name(request)));
            remember(request.approvalId(), "file", place);
            record(waiting, request);
            String lies = vault.relative(vault.move(waiting, folder));
            if (!lies.equals(place)) {
                remember(request.approvalId(), "file", lies);
            }
        }
        if (request.alert() != null) {
            takeAway(request.alert());
        }
        return tx -> {};
    }

    private void record(Path file, ApprovalRequest request) {
        ApprovalRequest decided = previews.asDecided(request);
        String body = NoteText.body(decided, previews.of(decided));
        ApprovalRequest asked = request.asAsked();
        try {
            Note note = Note.parse(vault.read(file));
            vault.show(
                    file,
                    DecidedNote.of(note, decided, NoteText.body(asked, previews.of(asked)), body)
                            .render());
        } catch (UncheckedIOException e) {
            LOG.debug("{} was moved on before its decision was written into it", file);
        } catch (NoteProblem e) {
            vault.show(file, NoteText.render(decided, previews.of(decided)));
        }
    }

    private void takeAway(String alert) {
        try {
            Path file = vault.resolve(alert);
            if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                vault.move(file, Folder.DONE);
            }
        } catch (UncheckedIOException e) {
            LOG.debug("{} was taken away by somebody else", alert);
        }
    }

    private boolean exists(Folder folder, ApprovalRequest request) {
        return Files.exists(vault.file(folder, NoteText.name(request)), LinkOption.NOFOLLOW_LINKS);
    }

    private void remember(String approvalId, String column, String value) {
        store.commit(tx -> {
            remember(tx, approvalId, column, value);
            return null;
        });
    }

    private static void remember(Tx tx, String approvalId, String column, String value) {
        tx.update("UPDATE approvals SET " + column + " = ? WHERE approval_id = ?", value, approvalId);
    }

    static Folder folder(String status) {
        return switch (status) {
            case "approved" -> Folder.APPROVED;
            case "rejected" -> Folder.REJECTED;
            default -> Folder.INBOX;
        };
    }
}
