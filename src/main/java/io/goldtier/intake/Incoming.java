package io.goldtier.intake;

import io.goldtier.trigger.Accepted;
import io.goldtier.trigger.NewWork;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** A dropped file on its way in, as each step of the route hands it to the next. */
sealed interface Incoming {

    /** The file. */
    Dropped dropped();

    /**
     * Taken.
     *
     * @param name the name that it was dropped under
     * @param file where it is now
     * @param received when it was taken
     */
    record Dropped(String name, Path file, Instant received) implements Incoming {
        @Override
        public Dropped dropped() {
            return this;
        }
    }

    /** Read. */
    record Opened(Dropped dropped, Message message) implements Incoming {}

    /** Understood: the work that it asks for, more than one for a list of documents. */
    record Understood(Dropped dropped, List<NewWork> work) implements Incoming {}

    /** What became of the work, in the order of the list. */
    record Settled(Dropped dropped, List<NewWork> work, List<Accepted> outcomes) implements Incoming {}

    /** It could not be kept, through no fault of its own; it must be taken again later. */
    record NotKept(Dropped dropped, Throwable cause) implements Incoming {}

    /**
     * Not accepted.
     *
     * @param title a few words
     * @param reason the sentence that names what is wrong, the value and what is allowed
     * @param known what else helps
     * @param choices what a person can do now
     */
    record Refused(Dropped dropped, String title, String reason, List<String> known, List<String> choices)
            implements Incoming {}
}
