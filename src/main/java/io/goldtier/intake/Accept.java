package io.goldtier.intake;

import io.goldtier.intake.file.Reception;
import io.goldtier.intake.file.Taken;
import io.goldtier.json.Json;
import io.goldtier.outbox.Alerts;
import io.goldtier.store.Tx;
import io.goldtier.trigger.Accepted;
import io.goldtier.trigger.NewWork;
import io.goldtier.trigger.Triggers;
import io.goldtier.vault.Alert;
import io.goldtier.vault.Folder;
import io.goldtier.vault.Names;
import io.goldtier.vault.Vault;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import org.apache.camel.Body;
import org.apache.camel.Handler;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/**
 * Hands work to the store in the order in which it came, without waiting for the disk; the route goes on when the work
 * is durable. What is on its way is bounded: when that much is, the next file waits.
 */
@Component("accept")
class Accept {

    private final Triggers triggers;
    private final Vault vault;
    private final Alerts alerts;
    private final Semaphore places;

    Accept(Triggers triggers, Vault vault, Alerts alerts, IntakeSettings settings) {
        this.alerts = alerts;
        this.triggers = triggers;
        this.vault = vault;
        this.places = new Semaphore(settings.inFlight());
    }

    @Handler
    CompletionStage<Reception> accept(@Variable("taken") Taken taken, @Body List<NewWork> understood) {
        places.acquireUninterruptibly();
        try {
            return submit(taken, understood).whenComplete((done, failed) -> places.release());
        } catch (RuntimeException e) {
            places.release();
            return CompletableFuture.completedFuture(new Reception.NotKept(e));
        }
    }

    private CompletableFuture<Reception> submit(Taken taken, List<NewWork> understood) {
        List<NewWork> work = understood.size() == 1 ? understood : eachItsOwnFile(taken, understood);
        List<CompletableFuture<Accepted>> outcomes = new ArrayList<>();
        work.forEach(each -> outcomes.add(triggers.submit(each, tx -> tellOfTheRest(tx, taken, each))));
        return CompletableFuture.allOf(outcomes.toArray(CompletableFuture[]::new))
                .handle((done, failed) -> failed != null
                        ? new Reception.NotKept(failed)
                        : reception(
                                work,
                                outcomes.stream().map(CompletableFuture::join).toList()));
    }

    /** Work is done as far as it was understood; what was not read may ask for more, so a person is told. */
    private void tellOfTheRest(Tx tx, Taken taken, NewWork work) {
        if (work.notRead() == null) {
            return;
        }
        String triggerId = work.trigger().triggerId();
        alerts.raise(
                tx,
                Alert.of(
                                Alert.Severity.WARNING,
                                "intake",
                                "Not all was read: " + taken.name(),
                                work.notRead() + " What stands in the rest was not looked at; if it asks for"
                                        + " something, that is not done.")
                        .about(triggerId, null)
                        .done("What was read has become the work " + triggerId + ".")
                        .choice("Look at the rest. What it asks for, write into a text file of its own and drop that;"
                                + " then delete this note."));
    }

    private static Reception reception(List<NewWork> work, List<Accepted> outcomes) {
        if (work.size() > 1) {
            return new Reception.Listed(work, outcomes);
        }
        if (outcomes.get(0) instanceof Accepted.Copy copy) {
            return new Reception.Copy(copy);
        }
        return outcomes.get(0) instanceof Accepted.IdTaken other
                ? new Reception.IdTaken(other)
                : new Reception.OnItsWay();
    }

    /** A list's entries get files of their own, because each is finished, and filed, by itself. */
    private List<NewWork> eachItsOwnFile(Taken taken, List<NewWork> work) {
        String name = taken.name();
        String base = name.substring(0, name.length() - ".json".length());
        List<NewWork> separate = new ArrayList<>();
        for (NewWork each : work) {
            String part = Names.safe(base + "_" + each.trigger().triggerId() + ".json");
            var file = vault.createShown(
                    Folder.IN_PROGRESS, part, Json.writePretty(each.trigger().toMap()) + "\n");
            separate.add(new NewWork(
                    each.trigger(), each.contentKey(), vault.relative(file), each.sender(), each.notRead()));
        }
        return separate;
    }
}
