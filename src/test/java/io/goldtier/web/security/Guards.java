package io.goldtier.web.security;

import jakarta.servlet.Filter;
import java.util.List;

/** The filters before every address, for servers that a test starts itself. */
public final class Guards {

    private Guards() {}

    /** Those that need no token, in their order. */
    public static List<Filter> withoutToken() {
        return List.of(new RequestLimit(), new PlainPaths(), new HostGuard(List.of()));
    }
}
