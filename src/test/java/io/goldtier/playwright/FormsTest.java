package io.goldtier.playwright;

import static io.goldtier.playwright.Calls.map;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.goldtier.playwright.Pages.Answer;
import io.goldtier.playwright.api.ActionListener;
import io.goldtier.playwright.api.PlaywrightTrouble;
import io.goldtier.playwright.api.PlaywrightTrouble.Kind;
import io.goldtier.playwright.api.ValueSource;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Forms in a real browser: what reaches the server, what is refused before anything does, and what is in doubt after. */
class FormsTest {

    private static final String SECRET = "correct-horse-battery";

    private static final String WIZARD = """
            <title>Registration</title>
            <form method=post action=/register enctype=multipart/form-data>
              <section id=one><label>Company <input name=company required></label>
                <label>E-mail <input id=mail type=email name=mail required></label>
                <button type=button id=next1>Next</button></section>
              <section id=two hidden><label>Country <select name=country id=country>
                <option value="">choose</option><option value=DE>Germany</option><option value=FR>France</option></select></label>
                <label>Start <input type=date name=start id=start></label>
                <button type=button id=next2>Next</button></section>
              <section id=three hidden><label>Terms <input type=checkbox name=terms id=terms value=yes></label>
                <label>Paper <input type=file name=paper id=paper></label>
                <label>Password <input type=password name=password id=password></label>
                <button id=send>Send</button></section>
            </form>
            <script>
              const show = (from, to) => {
                const bad = [...document.querySelectorAll('#' + from + ' input, #' + from + ' select')].some(f => !f.checkValidity());
                if (bad) return;
                document.getElementById(from).hidden = true; document.getElementById(to).hidden = false; };
              document.getElementById('next1').onclick = () => show('one', 'two');
              document.getElementById('next2').onclick = () => show('two', 'three');
            </script>""";

    private static Pages pages;
    private static Calls calls;
    private static RuntimeException stop;

    @BeforeAll
    static void open() throws IOException {
        pages = new Pages();
        pages.html("/wizard", WIZARD);
        pages.html("/favicon.ico", "");
        pages.on(
                "/register",
                asked -> Answer.html("<h1>Thank you</h1><p role=status>Registered as 4711 with " + SECRET + "</p>"));
        pages.html(
                "/card",
                "<body style='margin:0;background:white'><form method=post action=/register>"
                        + "<input id=n style='display:block;margin:0;width:400px;height:60px' value='4111 1111 1111 1111'>"
                        + "<input id=p type=password style='display:block;margin:0;width:400px;height:60px' value=abc>"
                        + "<input id=o style='display:block;margin:0;width:400px;height:60px' value='plain words'><button>Go</button></form>");
        pages.html(
                "/ajax",
                "<input id=a><button onclick=\"fetch('/save',{method:'POST',body:'x'}).then(r=>document.body.append(r.status))\">Save</button>");
        pages.on("/save", asked -> new Answer(500, "text/plain", "broken", Map.of()));
        pages.html("/typing", "<input id=a oninput=\"fetch('/auto',{method:'POST'})\"><button id=b hidden>Go</button>");
        pages.on("/auto", asked -> new Answer(200, "text/plain", "kept", Map.of()));
        pages.html("/search", "<form action=/found><input name=q id=q><button>Search</button></form>");
        pages.html("/found", "<h1>3 found</h1>");
        pages.html(
                "/strict",
                "<form method=post action=/register><label>Amount <input name=amount type=number max=10 id=amount></label><button>Send</button></form>");
        calls = new Calls(how -> {
            how.setAllowedHosts(List.of(pages.rule("shop.example")));
            how.setValues(new Values());
            how.setListener(new ActionListener() {
                @Override
                public void aboutToAct(Exchange exchange, Map<String, Object> shown) {
                    if (stop != null) {
                        throw stop;
                    }
                }
            });
        });
    }

    private static final class Values implements ValueSource {

        @Override
        public Optional<String> secret(String name, String host) {
            return name.equals("SHOP_PASSWORD") && host.equals("shop.example") ? Optional.of(SECRET) : Optional.empty();
        }

        @Override
        public Optional<Upload> file(String name) {
            return name.equals("paper.txt")
                    ? Optional.of(new Upload(name, "text/plain", "signed".getBytes(StandardCharsets.UTF_8)))
                    : Optional.empty();
        }
    }

    @AfterAll
    static void close() {
        calls.close();
        pages.close();
    }

    @BeforeEach
    void forget() {
        pages.forget();
        stop = null;
    }

    private static String at(String path) {
        return pages.at("shop.example", path);
    }

    private static Object[] wizard(Map<String, Object> first) {
        return new Object[] {
            "url", at("/wizard"),
            "steps",
                    List.of(
                            map("fields", first, "next_selector", "#next1"),
                            map(
                                    "fields",
                                    map("label=Country", "France", "#start", "2026-02-20"),
                                    "next_selector",
                                    "#next2")),
            "fields",
                    map(
                            "#terms",
                            true,
                            "#paper",
                            map("file", "paper.txt"),
                            "#password",
                            map("secret", "SHOP_PASSWORD")),
            "submit_selector", "text=Send"
        };
    }

    @Test
    void aFormOfThreePartsIsFilledInAndSentOff() {
        Map<String, Object> result =
                calls.call("fill", wizard(map("label=Company", "Client ABC", "#mail", "abc@example.com")));

        assertThat(result).containsEntry("success", true);
        assertThat(pages.asked("/register")).singleElement().satisfies(asked -> assertThat(asked.body())
                .contains("Client ABC", "abc@example.com", "FR", "2026-02-20", "yes", "paper.txt", "signed", SECRET));
        assertThat(String.valueOf(result.get("confirmation_text")))
                .contains("Registered as 4711")
                .doesNotContain(SECRET);
        assertThat((byte[]) result.get("screenshot")).startsWith(0x89, 'P', 'N', 'G');
    }

    @Test
    void aPartThatThePageDoesNotAcceptIsRefusedForNothingHasLeft() {
        PlaywrightTrouble refused =
                calls.refused("fill", wizard(map("label=Company", "Client ABC", "#mail", "no address")));

        assertThat(refused.kind()).isEqualTo(Kind.UNFIT);
        assertThat(refused.getMessage()).contains("E-mail");
        assertThat(refused.mayHaveActed()).isFalse();
        assertThat(refused.screenshot()).isNotEmpty();
        assertThat(pages.asked("/register")).isEmpty();
    }

    @Test
    void aFieldThatTheBrowserHoldsToItsRulesIsNamed() {
        PlaywrightTrouble refused =
                calls.refused("fill", "url", at("/strict"), "fields", map("#amount", 11), "submit_selector", "button");

        assertThat(refused.getMessage()).contains("Amount").contains("10");
        assertThat(refused.mayHaveActed()).isFalse();
    }

    @Test
    void nothingIsTypedWhenWhoeverIsAskedSaysNo() {
        stop = new IllegalStateException("no");

        assertThatThrownBy(() ->
                        calls.call("fill", "url", at("/typing"), "fields", map("#a", "x"), "submit_selector", "#b"))
                .isSameAs(stop);
        assertThat(pages.asked("/typing")).hasSize(1);
        assertThat(pages.asked("/auto")).isEmpty();
    }

    @Test
    void whatAPageSendsWhileItIsTypedIntoIsADoubt() {
        PlaywrightTrouble trouble = calls.refused(
                "fill", "url", at("/typing"), "fields", map("#a", "x"), "submit_selector", "#b", "timeout_ms", 6000);

        assertThat(trouble.mayHaveActed()).isTrue();
        assertThat(pages.asked("/auto")).isNotEmpty();
    }

    @Test
    void anAnswerThatIsAnErrorAfterTheClickIsADoubt() {
        PlaywrightTrouble trouble =
                calls.refused("fill", "url", at("/ajax"), "fields", map("#a", "x"), "submit_selector", "button");

        assertThat(trouble.getMessage()).contains("500");
        assertThat(trouble.mayHaveActed()).isTrue();
    }

    @Test
    void aConfirmationThatDoesNotComeIsNoDoubtWhenOnlyReadingLeft() {
        PlaywrightTrouble searched = calls.refused(
                "fill",
                "url",
                at("/search"),
                "fields",
                map("#q", "x"),
                "submit_selector",
                "button",
                "confirmation_selector",
                "#never",
                "timeout_ms",
                5000);

        assertThat(searched.mayHaveActed()).isFalse();
        assertThat(pages.asked("/found")).hasSize(1);
    }

    @Test
    void aPasswordInTheClearIsRefusedBeforeAnythingIsTyped() {
        PlaywrightTrouble refused =
                calls.refused("fill", "url", at("/card"), "fields", map("#p", "hunter2"), "submit_selector", "button");

        assertThat(refused.kind()).isEqualTo(Kind.FORBIDDEN);
        assertThat(refused.getMessage()).contains("{secret: NAME}").doesNotContain("hunter2");
        assertThat(refused.mayHaveActed()).isFalse();
    }

    @Test
    void aSecretThatIsNotSetAFileThatIsNotThereAndAChoiceThatThereIsNotAreNamed() {
        assertThat(calls.refused(
                        "fill",
                        "url",
                        at("/card"),
                        "fields",
                        map("#p", map("secret", "OTHER")),
                        "submit_selector",
                        "button"))
                .hasMessageContaining("OTHER");
        assertThat(calls.refused(
                        "fill",
                        "url",
                        at("/card"),
                        "fields",
                        map("#o", map("file", "x.txt")),
                        "submit_selector",
                        "button"))
                .hasMessageContaining("x.txt");
        assertThat(calls.refused(
                        "fill", "url", at("/wizard"), "fields", map("#country", "Spain"), "submit_selector", "#next1"))
                .hasMessageContaining("Germany, France");
    }

    @Test
    void lookingTypesNothingAndSaysWhatIsNotThere() {
        Map<String, Object> looked =
                calls.call("look", "url", at("/strict"), "fields", map("#amount", 5), "submit_selector", "button");
        PlaywrightTrouble refused =
                calls.refused("look", "url", at("/strict"), "fields", map("#amout", 5), "submit_selector", "button");

        assertThat(looked).containsKey("screenshot").doesNotContainKey("success");
        assertThat(refused.getMessage()).contains("#amout").contains("#amount (Amount)");
        assertThat(pages.asked("/register")).isEmpty();
    }

    @Test
    void passwordsAndCardNumbersCannotBeSeenInPictures() throws IOException {
        byte[] png = (byte[]) calls.call("screenshot", "url", at("/card")).get("screenshot");
        BufferedImage picture = ImageIO.read(new ByteArrayInputStream(png));

        assertThat(colours(picture, 5, 60)).as("the card's number").containsOnly(0xff00ff);
        assertThat(colours(picture, 70, 120)).as("the password").containsOnly(0xff00ff);
        assertThat(colours(picture, 135, 180))
                .as("plain words")
                .doesNotContain(0xff00ff)
                .hasSizeGreaterThan(1);
    }

    private static java.util.Set<Integer> colours(BufferedImage picture, int from, int to) {
        java.util.Set<Integer> colours = new java.util.HashSet<>();
        for (int y = from; y < to; y++) {
            for (int x = 5; x < 390; x++) {
                colours.add(picture.getRGB(x, y) & 0xffffff);
            }
        }
        return colours;
    }
}
