package io.goldtier.web.answer;

import java.io.IOException;

/** A request that is not read to its end; whoever broke it off answers it, and nobody else takes it for trouble of his own. */
public class BrokenRequest extends IOException {

    /** Broken off for this reason, a sentence. */
    public BrokenRequest(String sentence) {
        super(sentence);
    }
}
