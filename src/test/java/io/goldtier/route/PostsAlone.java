package io.goldtier.route;

import io.goldtier.outside.OutsideAlone;
import io.goldtier.outside.http.RequestSigner;
import io.goldtier.settings.Settings;
import io.goldtier.skill.effect.AttemptAlone;
import io.goldtier.skill.effect.Outcome;
import io.goldtier.store.Store;
import io.goldtier.vault.Vault;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.mock.env.MockEnvironment;

/** The routes to the social platforms with their own beans, cards and tables of answers; what is answered is said by the test. */
final class PostsAlone implements AutoCloseable {

    /** A picture in the vault. */
    static final String PICTURE = "Attachments/picture.jpg";

    private final OutsideAlone outside;
    private final RoutesAlone routes;
    private AttemptAlone attempt;

    PostsAlone(Path folder, Map<String, Object> others, Collection<String> files) throws Exception {
        DefaultCamelContext camel = new DefaultCamelContext();
        MockEnvironment environment = new MockEnvironment()
                .withProperty("local.server.port", "80")
                .withProperty("goldtier.social.facebook.api-version", "v26.0")
                .withProperty("goldtier.social.facebook.pages", "https://www.facebook.com")
                .withProperty("goldtier.social.instagram.api-version", "v26.0");
        Settings settings = Beans.settings(folder);
        picture(settings.vault().resolve(PICTURE));
        outside = new OutsideAlone(camel, environment, settings, Beans.CLOCK);
        String social = "connector.social.";
        Object text = Beans.make(social + "PostText");
        Object pictures = Beans.make(social + "Pictures", new Vault(settings, Beans.CLOCK), null, null, outside);
        RequestSigner unsigned = (request, setting, wire) -> RequestSigner.Proof.NONE;
        Object tokens = Beans.make(
                social + "x.XTokens", new StaticListableBeanFactory().getBeanProvider(Store.class), Beans.CLOCK);
        Map<String, Object> beans = new TreeMap<>(others);
        beans.put("outside", outside.component());
        beans.put("appSecretProof", unsigned);
        beans.put("xSigner", unsigned);
        beans.put("insights", Beans.make(social + "Insights"));
        beans.put("instagramContainer", Beans.make(social + "InstagramContainer", Beans.CLOCK));
        beans.put("metaPosts", Beans.make(social + "MetaPosts", text, environment));
        beans.put("pictures", pictures);
        beans.put("postCheck", Beans.make(social + "PostCheck", text, pictures, Beans.CLOCK));
        beans.put("postText", text);
        beans.put("socialSummary", Beans.make(social + "draft.SocialSummary"));
        beans.put("tokenHealth", Beans.make(social + "TokenHealth", outside, tokens, Beans.CLOCK));
        beans.put("xPosts", Beans.make(social + "XPosts", text, Beans.CLOCK));
        routes = new RoutesAlone(
                camel,
                beans,
                Map.of(
                        "goldtier.social.burst", "1000",
                        "goldtier.social.weekly", "0 0 15 ? * FRI",
                        "goldtier.social.weekly-platforms", "facebook,instagram,twitter"),
                files);
    }

    private static void picture(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        ImageIO.write(new BufferedImage(40, 40, BufferedImage.TYPE_INT_RGB), "jpg", file.toFile());
    }

    RoutesAlone routes() {
        return routes;
    }

    OutsideAlone platforms() {
        return outside;
    }

    /** Calls a skill, on its first attempt. */
    Exchange call(String skill, Map<String, ?> input) {
        return call(skill, input, 1, Map.of());
    }

    /** Calls a skill, on this attempt, of which earlier ones have prepared something. */
    Exchange call(String skill, Map<String, ?> input, int number, Map<String, Object> progress) {
        attempt = new AttemptAlone(routes.skill(skill), number, progress);
        return routes.send(
                skill,
                null,
                Map.of(
                        "input",
                        new LinkedHashMap<>(input),
                        "action_id",
                        "a1",
                        "attempts",
                        number - 1,
                        "progress",
                        progress),
                attempt);
    }

    /** What becomes of the action of the last call. */
    Outcome outcome(Exchange ended) {
        return attempt.outcome(ended);
    }

    /** The last attempt. */
    AttemptAlone attempt() {
        return attempt;
    }

    /** What a verify route makes of it, when the attempt began a quarter of an hour ago. */
    Map<?, ?> verify(
            String route, Map<String, ?> input, Map<String, Object> progress, List<Map<String, Object>> others) {
        Instant attempted = Beans.CLOCK.instant().minusSeconds(900);
        Exchange ended = routes.send(
                route, null, Map.of("input", input, "attempted", attempted, "others", others, "progress", progress));
        if (ended.getException() != null) {
            throw new IllegalStateException(ended.getException());
        }
        return ended.getMessage().getBody(Map.class);
    }

    @Override
    public void close() {
        routes.close();
    }

    /** The same, with routes that others need and another class tests. */
    void close(String... testedElsewhere) {
        routes.close(testedElsewhere);
    }
}
