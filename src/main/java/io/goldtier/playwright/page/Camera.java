package io.goldtier.playwright.page;

import com.microsoft.playwright.Frame;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.ScreenshotAnimations;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes pictures in which nothing sensitive can be seen. */
final class Camera {

    /** The highest picture of a whole page. */
    private static final int HIGHEST = 8_000;

    /** How long the picture of something that has gone wrong may take. */
    private static final double LAST_LOOK_MS = 2_000;

    private final Page page;
    private final Typed typed;
    private final Conduct conduct;

    Camera(Page page, Typed typed, Conduct conduct) {
        this.page = page;
        this.typed = typed;
        this.conduct = conduct;
    }

    /** A picture of what the window shows, or of the whole page. */
    byte[] page(boolean whole) {
        Page.ScreenshotOptions options = options();
        if (whole) {
            Number height = (Number) page.evaluate("() => Math.max(document.documentElement.scrollHeight, 1)");
            Number width = (Number) page.evaluate("() => Math.max(document.documentElement.scrollWidth, 1)");
            options.setFullPage(true);
            if (height.intValue() > HIGHEST) {
                options.setClip(0, 0, Math.min(width.intValue(), HIGHEST), HIGHEST);
                conduct.notice("The picture ends after " + HIGHEST + " of " + height.intValue() + " pixels.");
            }
        }
        return page.screenshot(options);
    }

    /** A picture of one element. */
    byte[] element(Locator element) {
        return element.screenshot(
                new Locator.ScreenshotOptions().setMask(masks()).setAnimations(ScreenshotAnimations.DISABLED));
    }

    /** A picture of what has gone wrong, if there is still something to be seen. */
    Optional<byte[]> last() {
        try {
            return Optional.of(page.screenshot(options().setTimeout(LAST_LOOK_MS)));
        } catch (PlaywrightException e) {
            return Optional.empty();
        }
    }

    private Page.ScreenshotOptions options() {
        return new Page.ScreenshotOptions().setMask(masks()).setAnimations(ScreenshotAnimations.DISABLED);
    }

    private List<Locator> masks() {
        List<Locator> masks = new ArrayList<>();
        for (Frame frame : page.frames()) {
            masks.add(frame.locator(typed.selector()));
        }
        return masks;
    }
}
