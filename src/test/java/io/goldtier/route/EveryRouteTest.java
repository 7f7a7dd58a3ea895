package io.goldtier.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every route file has a small test: one of the classes beside this one loads it, and sends something through its routes. */
class EveryRouteTest {

    /** What each class loads; where it ends, {@link RoutesAlone} fails it for a route through which nothing went. */
    private static final List<List<String>> LOADED = List.of(
            BooksRoutesTest.FILES,
            ConnectorRoutesTest.FILES,
            HouseRoutesTest.FILES,
            IntakeRoutesTest.FILES,
            InvoiceRoutesTest.FILES,
            LoopRoutesTest.FILES,
            MailRoutesTest.FILES,
            PageRoutesTest.FILES,
            PostRoutesTest.FILES,
            SkillRoutesTest.FILES,
            SocialRoutesTest.FILES);

    private static final Path ROUTES = Path.of("routes");
    private static final Pattern ROUTE = Pattern.compile("^- (route|routeTemplate):", Pattern.MULTILINE);

    @Test
    void everyRouteFileIsLoadedByASmallTest() throws IOException {
        Set<String> missing;
        try (Stream<Path> files = Files.walk(ROUTES)) {
            missing = files.filter(file -> file.toString().endsWith(".camel.yaml"))
                    .filter(EveryRouteTest::hasRoute)
                    .map(file -> ROUTES.relativize(file).toString().replace(".camel.yaml", ""))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
        assertThat(missing).as("the route files").hasSizeGreaterThan(70);
        LOADED.forEach(missing::removeAll);
        assertThat(missing)
                .as(
                        "route files without a small test: add each to FILES of the class beside this one whose routes are most like"
                                + " its own, and there a test that sends something through each of its routes and says what it asks for,"
                                + " in which order, and what each branch does")
                .isEmpty();
    }

    private static boolean hasRoute(Path file) {
        try {
            return ROUTE.matcher(Files.readString(file)).find();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
