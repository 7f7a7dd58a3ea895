package io.goldtier.cli.author;

import io.goldtier.outside.OutsideSystem;
import io.goldtier.skill.Skill;
import io.goldtier.skill.SkillsDocument;
import io.goldtier.skill.system.SystemCard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.BeanWrapperImpl;

/** Writes {@code docs/skills.md} from the cards in a routes folder; the launcher calls it when it has built. */
public final class SkillsDocumentWriter {

    private SkillsDocumentWriter() {}

    /** The routes folder and the file to write. */
    public static void main(String[] arguments) throws IOException {
        Path document = Path.of(arguments[1]);
        String text = SkillsDocument.of(skills(Path.of(arguments[0])));
        if (!Files.exists(document) || !Files.readString(document).equals(text)) {
            Files.writeString(document, text);
        }
    }

    private static List<Skill> skills(Path routes) throws IOException {
        CardFiles files = CardFiles.skills(routes);
        List<Skill> skills = new ArrayList<>();
        for (String name : files.names()) {
            Skill card = filled(new Skill(), files.properties(name).orElseThrow());
            skills.add(card.check(name, system -> system(routes, system)));
        }
        return skills;
    }

    private static Optional<SystemCard> system(Path routes, String name) {
        return CardFiles.systems(routes).properties(name).map(card -> filled(new OutsideSystem(), card));
    }

    private static <T> T filled(T card, Map<String, Object> properties) {
        BeanWrapperImpl wrapper = new BeanWrapperImpl(card);
        properties.forEach((name, value) -> {
            // A bean of the running program; no document speaks of it
            if (!String.valueOf(value).startsWith("#")) {
                wrapper.setPropertyValue(name, value);
            }
        });
        return card;
    }
}
