package io.goldtier.playwright.page;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.Proxy;
import io.goldtier.playwright.api.PlaywrightTrouble;
import io.goldtier.playwright.api.PlaywrightTrouble.Kind;
import io.goldtier.playwright.guard.Traffic;
import io.goldtier.playwright.pool.BrowserKind;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;

/** Whether a browser works: it fills in and draws a page of our own, and the picture is looked at. */
final class Trial {

    private static final int RED = 0xff0000;
    private static final int MASK = 0xff00ff;
    private static final String PAGE = "<body style='margin:0'><div style='background:#f00;height:100px'></div>"
            + "<input type=password style='display:block;width:200px;height:50px'>";

    private Trial() {}

    /** Nothing of it leaves the process: the way out that it is given leads nowhere. */
    static String draw(Browser browser, BrowserKind kind) {
        try (BrowserContext context = browser.newContext(new Browser.NewContextOptions()
                .setProxy(new Proxy("http://127.0.0.1:9"))
                .setViewportSize(300, 200))) {
            Page page = context.newPage();
            page.setContent(PAGE);
            page.locator("input").fill("secret");
            BufferedImage picture = ImageIO.read(
                    new ByteArrayInputStream(new Camera(page, new Typed(), new Conduct(new Traffic())).page(false)));
            if (colour(picture, 50) != RED || colour(picture, 125) != MASK) {
                throw new PlaywrightTrouble(Kind.CRASHED, "The browser drew something else than it was given.");
            }
            return kind.word() + " " + browser.version();
        } catch (PlaywrightException | IOException e) {
            throw new PlaywrightTrouble(
                    Kind.CRASHED,
                    "The browser could not draw a page: "
                            + e.getMessage().lines().findFirst().orElse("") + ".",
                    e);
        }
    }

    private static int colour(BufferedImage picture, int y) {
        return picture.getRGB(20, y) & 0xffffff;
    }
}
