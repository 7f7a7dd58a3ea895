package io.goldtier.report.briefing;

import io.goldtier.json.Digest;
import io.goldtier.outbox.Errand;
import io.goldtier.outbox.ErrandHandler;
import io.goldtier.store.Tx;
import io.goldtier.vault.Folder;
import io.goldtier.vault.Vault;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/** Writes a week's briefing into its file. A file that a person has changed is kept beside it. */
@Component
class BriefingFile implements ErrandHandler {

    static final String KIND = "briefing";

    private final BriefingStore kept;
    private final Vault vault;

    BriefingFile(BriefingStore kept, Vault vault) {
        this.kept = kept;
        this.vault = vault;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Consumer<Tx> carryOut(Errand errand) {
        String week = errand.subject();
        Optional<BriefingStore.Kept> latest = kept.latest(week);
        if (latest.isEmpty()) {
            return tx -> {};
        }
        String text = latest.get().markdown();
        Path file = vault.file(Folder.BRIEFINGS, "CEO-" + week + ".md");
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            String there = vault.read(file);
            if (!there.equals(text) && !kept.shown(week).contains(Digest.sha256(there))) {
                vault.create(Folder.BRIEFINGS, "CEO-" + week + "-edited.md", there);
            }
        }
        vault.write(file, text);
        String fingerprint = Digest.sha256(text);
        int revision = latest.get().revision();
        return tx -> BriefingStore.shown(tx, week, revision, fingerprint);
    }
}
