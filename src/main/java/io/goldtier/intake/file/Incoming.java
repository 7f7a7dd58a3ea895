package io.goldtier.intake.file;

import io.goldtier.intake.message.Form;
import io.goldtier.intake.message.Message;
import io.goldtier.trigger.Accepted;
import io.goldtier.trigger.NewWork;
import java.util.List;

/** A message on its way in, as each step of the route hands it to the next. */
public sealed interface Incoming
        permits Taken, Incoming.Opened, Incoming.Understood, Incoming.Settled, Incoming.NotKept {

    /** What was taken. */
    Taken taken();

    /** Read. */
    record Opened(Taken taken, Message message) implements Incoming {

        /** For the route, which branches by it. */
        public Form getForm() {
            return message.form();
        }
    }

    /** Understood: the work that it asks for, more than one for a list of documents. */
    record Understood(Taken taken, List<NewWork> work) implements Incoming {}

    /** What became of the work, in the order of the list. */
    record Settled(Taken taken, List<NewWork> work, List<Accepted> outcomes) implements Incoming {}

    /** It could not be kept, through no fault of its own; it must be taken again later. */
    record NotKept(Taken taken, Throwable cause) implements Incoming {}
}
