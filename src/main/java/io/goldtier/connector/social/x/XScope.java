package io.goldtier.connector.social.x;

import java.util.Optional;
import org.springframework.stereotype.Component;

/** What the token of X may. */
@Component
public class XScope {

    private final XTokens tokens;

    XScope(XTokens tokens) {
        this.tokens = tokens;
    }

    /** The scopes of the token in use, separated by blanks, when X has said them. */
    public Optional<String> known() {
        return tokens.scope();
    }
}
