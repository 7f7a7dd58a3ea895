package io.goldtier.approval;

import io.goldtier.store.Store;
import io.goldtier.store.Tx;
import io.goldtier.vault.Alert;
import io.goldtier.vault.Folder;
import io.goldtier.vault.Note;
import io.goldtier.vault.NoteProblem;
import io.goldtier.vault.Vault;
import jakarta.annotation.PreDestroy;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The vault's picture of requests and decisions; it can be drawn again from the database at any time. */
@Component
class ApprovalNotes {

    private static final Logger LOG = LoggerFactory.getLogger(ApprovalNotes.class);

    private final Vault vault;
    private final Store store;
    private final Previews previews;
    private final ExecutorService drawer = Executors.newSingleThreadExecutor(job -> {
        Thread thread = new Thread(job, "approval-notes");
        thread.setDaemon(true);
        return thread;
    });

    ApprovalNotes(Vault vault, Store store, Previews previews) {
        this.vault = vault;
        this.store = store;
        this.previews = previews;
    }

    /** Draws a request in the background, as it stands by then. */
    void showLater(String approvalId) {
        try {
            drawer.execute(() -> show(approvalId));
        } catch (RejectedExecutionException e) {
            LOG.debug("Shutting down; the note of {} is drawn after the next start", approvalId);
        }
    }

    /** Draws all requests that wait and are not to be seen, as after a crash or when somebody has deleted them. */
    void showMissing() {
        List<ApprovalRequest> pending = store.read(tx -> tx.query(
                "SELECT * FROM approvals WHERE status = 'pending' ORDER BY created LIMIT 500", ApprovalRequest::read));
        for (ApprovalRequest request : pending) {
            if (!exists(Folder.PENDING_APPROVAL, request)
                    && !exists(Folder.APPROVED, request)
                    && !exists(Folder.REJECTED, request)) {
                showLater(request.approvalId());
            }
        }
    }

    private void show(String approvalId) {
        try {
            store.read(tx -> find(tx, approvalId)).ifPresent(request -> {
                if (request.isPending()) {
                    showPending(request);
                } else {
                    showDecided(request);
                }
            });
        } catch (RuntimeException e) {
            LOG.warn("The note of the request {} was not written: {}", approvalId, e.getMessage());
        }
    }

    private static java.util.Optional<ApprovalRequest> find(Tx tx, String approvalId) {
        return tx.first("SELECT * FROM approvals WHERE approval_id = ?", ApprovalRequest::read, approvalId);
    }

    private void showPending(ApprovalRequest request) {
        Path file = vault.file(Folder.PENDING_APPROVAL, NoteText.name(request));
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            vault.show(file, NoteText.render(request, previews.of(request)));
        }
        if (request.alert() == null) {
            Path alert = vault.alert(Alert.of(
                            Alert.Severity.INFO,
                            "approval",
                            "Approval needed " + request.skill(),
                            about(request) + " waits for your decision: " + request.reason())
                    .about(request.triggerId(), request.actionId())
                    .done("Nothing is done before you decide; the request ends on " + request.expires() + ".")
                    .choice("Read `Pending_Approval/" + NoteText.name(request)
                            + "` and move it to `Approved/` or `Rejected/`")
                    .choice("Approve it: `./goldtier approve " + request.approvalId() + "`")
                    .choice("Reject it: `./goldtier reject " + request.approvalId() + "`"));
            remember(request.approvalId(), "alert", vault.relative(alert));
        }
    }

    /** In the words of a mail or a list: which skill, for whom, how much. */
    private static String about(ApprovalRequest request) {
        String recipient = request.recipient() == null ? "" : " for " + request.recipient();
        String amount = request.amount() == null ? "" : " (" + request.amount() + ")";
        return request.skill() + recipient + amount;
    }

    /** Moves what waited to where it belongs now, and says in it how it was decided. */
    private void showDecided(ApprovalRequest request) {
        Folder folder = folder(request.status());
        Path waiting = vault.file(Folder.PENDING_APPROVAL, NoteText.name(request));
        boolean byFile = "file".equals(request.decidedHow()) && request.file() != null;
        if (byFile) {
            record(vault.resolve(request.file()), request);
            if (Files.exists(waiting, LinkOption.NOFOLLOW_LINKS)) {
                // It was a copy that was moved
                vault.show(waiting, NoteText.render(request, previews.of(request)));
                vault.move(waiting, Folder.DONE);
            }
        } else if (Files.exists(waiting, LinkOption.NOFOLLOW_LINKS)) {
            // Told before it lies there, so that nobody takes the file for a new decision
            String place = vault.relative(vault.file(folder, NoteText.name(request)));
            remember(request.approvalId(), "file", place);
            vault.show(waiting, NoteText.render(request, previews.of(request)));
            String lies = vault.relative(vault.move(waiting, folder));
            if (!lies.equals(place)) {
                remember(request.approvalId(), "file", lies);
            }
        }
        if (request.alert() != null) {
            takeAway(request.alert());
        }
    }

    private void record(Path file, ApprovalRequest request) {
        try {
            vault.show(
                    file,
                    NoteText.decided(Note.parse(vault.read(file)), request).render());
        } catch (UncheckedIOException | NoteProblem e) {
            LOG.debug("{} was moved on before its decision was written into it", request.file());
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
        store.commit(
                tx -> tx.update("UPDATE approvals SET " + column + " = ? WHERE approval_id = ?", value, approvalId));
    }

    static Folder folder(String status) {
        return switch (status) {
            case "approved" -> Folder.APPROVED;
            case "rejected" -> Folder.REJECTED;
            default -> Folder.INBOX;
        };
    }

    @PreDestroy
    void close() throws InterruptedException {
        drawer.shutdown();
        drawer.awaitTermination(5, TimeUnit.SECONDS);
    }
}
