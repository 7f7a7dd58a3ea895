package io.goldtier.mcp.answer;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;

/** Does something when a response that was kept open is over, for whatever reason. */
public record WhenOver(Runnable action) implements AsyncListener {

    @Override
    public void onComplete(AsyncEvent event) {
        action.run();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        action.run();
    }

    @Override
    public void onError(AsyncEvent event) {
        action.run();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // The same response goes on
    }
}
