package io.goldtier.sandbox.form;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.HtmlUtils;

/** {@code /sandbox/form}: a form that says what it was sent; {@code /sandbox/state} shows it, too. */
@RestController
@RequestMapping("/sandbox/form")
@ConditionalOnProperty(name = "goldtier.mode", havingValue = "sandbox", matchIfMissing = true)
class FormController {

    private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);
    private static final String FORM = """
            <h1>Register a visit</h1>
            <form method="post" action="/sandbox/form">
            <p><label>Client <input name="client" required maxlength="200"></label></p>
            <p><label>Reason <select name="reason" required><option value="">choose</option>
            <option value="offer">An offer</option><option value="repair">A repair</option></select></label></p>
            <p><label>Day <input type="date" name="day" required></label></p>
            <p><label><input type="checkbox" name="call" value="yes"> Call before</label></p>
            <p><button>Register</button></p>
            </form>
            """;

    private final FormSandbox forms;

    FormController(FormSandbox forms) {
        this.forms = forms;
    }

    @GetMapping
    ResponseEntity<String> form() {
        return page(FORM);
    }

    @PostMapping
    ResponseEntity<String> take(@RequestParam Map<String, String> fields) {
        String number = forms.take(fields);
        return page("<h1>Thank you</h1>\n<p role=\"status\">Visit " + number + " of "
                + HtmlUtils.htmlEscape(fields.getOrDefault("client", "nobody")) + " is registered.</p>\n");
    }

    private static ResponseEntity<String> page(String body) {
        return ResponseEntity.ok()
                .contentType(HTML)
                .body("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Visits (sandbox)</title>"
                        + "</head><body>\n" + body + "</body></html>\n");
    }
}
