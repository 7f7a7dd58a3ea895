package io.goldtier.intake.web;

import io.goldtier.intake.Origin;
import io.goldtier.intake.file.Taken;
import io.goldtier.intake.message.ContentKey;
import io.goldtier.intake.message.Evidence;
import io.goldtier.intake.message.Form;
import io.goldtier.intake.message.Message;
import io.goldtier.vault.Folder;
import io.goldtier.vault.Vault;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Watched pages as an origin: each change is a note in the vault. The assistant has made it into work itself, out of words that
 * anybody may have written, so it is never trusted. One that is given back is found again, for the page still says it.
 */
@Component
class WebOrigin implements Origin {

    private final Vault vault;
    private final Clock clock;

    WebOrigin(Vault vault, Clock clock) {
        this.vault = vault;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "web";
    }

    /** Takes a change of a watched page; its note is in the vault from now on. */
    Taken take(String watch, long number, String url, String difference) {
        Path file = vault.createShown(
                Folder.IN_PROGRESS, "web_" + watch + "_" + number + ".txt", url + "\n" + difference + "\n");
        return new Taken(this, file.getFileName().toString(), file, clock.instant());
    }

    @Override
    public Message read(Taken taken) throws IOException {
        String all = Files.readString(taken.file(), StandardCharsets.UTF_8);
        int end = all.indexOf('\n');
        String url = all.substring(0, end);
        String host = URI.create(url.replaceAll("[?#].*", "")).getHost();
        return new Message(
                Form.WORDS,
                Message.FILE_DROP,
                taken.name(),
                host == null ? "a page of this assistant" : host,
                "A watched page has changed: " + url,
                all.substring(end + 1).strip(),
                List.of(),
                taken.received(),
                Evidence.ASSISTANT,
                vault.relative(taken.file()),
                ContentKey.of(("web:" + taken.name().replaceAll("(-\\d+)?\\.txt$", "") + all)
                        .getBytes(StandardCharsets.UTF_8)),
                Map.of());
    }
}
