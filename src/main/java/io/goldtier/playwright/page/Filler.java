package io.goldtier.playwright.page;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.LoadState;
import com.microsoft.playwright.options.SelectOption;
import com.microsoft.playwright.options.WaitForSelectorState;
import io.goldtier.playwright.api.PlaywrightTrouble;
import io.goldtier.playwright.api.PlaywrightTrouble.Kind;
import io.goldtier.playwright.api.ValueSource;
import io.goldtier.playwright.call.FormField;
import io.goldtier.playwright.call.FormStep;
import io.goldtier.playwright.call.PageCall;
import io.goldtier.playwright.call.Words;
import io.goldtier.playwright.pool.Deadline;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Fills in a form, part by part, and sends it off. */
final class Filler {

    /** How long a page that does not come to rest is watched after it was sent off. */
    private static final double REST_MS = 5_000;

    private static final double STEP_MS = 50;

    /** For how long nothing may be under way before a page has come to rest. */
    private static final long QUIET_MS = 400;

    private final Page page;
    private final Selectors selectors;
    private final ValueSource values;
    private final Typed typed;
    private final Conduct conduct;
    private final Deadline deadline;

    Filler(Page page, Selectors selectors, ValueSource values, Typed typed, Conduct conduct, Deadline deadline) {
        this.page = page;
        this.selectors = selectors;
        this.values = values;
        this.typed = typed;
        this.conduct = conduct;
        this.deadline = deadline;
    }

    /** A field with what it turned out to be. */
    private record Found(FormField field, Locator element, Map<?, ?> kind) {

        boolean is(String type) {
            return type.equals(kind.get("type"));
        }

        boolean isTag(String tag) {
            return tag.equals(kind.get("tag"));
        }
    }

    /** Looks whether the first part's fields are there and take what would be filled in. */
    void look(PageCall call) {
        FormStep first = call.steps().get(0);
        find(first.fields());
        selectors.one(call.steps().size() > 1 ? "next_selector" : "submit_selector", first.click());
        call.steps().stream().skip(1).flatMap(step -> step.fields().stream()).forEach(this::checkSource);
    }

    /**
     * Fills in and clicks, part after part.
     *
     * @param aboutToAct is called before the first key is typed
     */
    Map<String, Object> fill(PageCall call, Runnable aboutToAct) {
        List<FormStep> steps = call.steps();
        for (int at = 0; at < steps.size(); at++) {
            FormStep step = steps.get(at);
            boolean last = at == steps.size() - 1;
            List<Found> fields = find(step.fields());
            Locator button = selectors.one(last ? "submit_selector" : "next_selector", step.click());
            if (at == 0) {
                aboutToAct.run();
                conduct.acts();
            }
            fields.forEach(this::put);
            click(step.click(), button);
            if (!last) {
                settle();
                refuseUnaccepted(fields);
            }
        }
        settle();
        return outcome(call);
    }

    private List<Found> find(List<FormField> fields) {
        List<Found> found = new ArrayList<>();
        for (FormField field : fields) {
            checkSource(field);
            Locator element = selectors.one("fields", field.selector());
            Found each = new Found(field, element, (Map<?, ?>) element.evaluate(Scripts.FIELD));
            check(each);
            found.add(each);
        }
        return found;
    }

    private String host() {
        return String.valueOf(URI.create(page.url().replaceAll("[?#].*", "")).getHost());
    }

    private void checkSource(FormField field) {
        if (field.secret() != null && values.secret(field.secret(), host()).isEmpty()) {
            throw new PlaywrightTrouble(
                    Kind.INVALID,
                    "fields[" + field.selector() + "] names the secret " + field.secret() + ", which is not set for "
                            + host() + ".");
        }
        for (String name : field.files()) {
            if (values.file(name).isEmpty()) {
                throw new PlaywrightTrouble(
                        Kind.INVALID,
                        "fields[" + field.selector() + "] names the file " + name + ", which there is none of.");
            }
        }
    }

    private static void check(Found found) {
        String name = "fields[" + found.field().selector() + "]";
        if (Boolean.TRUE.equals(found.kind().get("secret")) && found.field().secret() == null) {
            throw new PlaywrightTrouble(
                            Kind.FORBIDDEN,
                            name
                                    + " is a field for a password or a card: give {secret: NAME} with the name of a secret from the"
                                    + " environment, never the secret itself.")
                    .hiding(found.field().values().stream().map(String::valueOf).toList());
        }
        if (Boolean.TRUE.equals(found.kind().get("locked"))) {
            throw new PlaywrightTrouble(Kind.UNFIT, name + " cannot be filled in: the page has locked it.");
        }
        boolean file = found.is("file");
        if (file == found.field().files().isEmpty()) {
            throw new PlaywrightTrouble(
                    Kind.UNFIT,
                    name + (file ? " is for a file: give {file: NAME}." : " is not for a file: give a text."));
        }
        boolean field = found.isTag("input")
                || found.isTag("textarea")
                || found.isTag("select")
                || Boolean.TRUE.equals(found.kind().get("editable"));
        if (!field) {
            throw new PlaywrightTrouble(
                    Kind.UNFIT,
                    name + " is no field but <" + found.kind().get("tag")
                            + ">: give the selector of the field itself.");
        }
        if (found.isTag("select")) {
            found.field().values().forEach(value -> option(found, String.valueOf(value)));
        }
    }

    /** The value of the option that is meant, by its value or its words. */
    private static String option(Found found, String wanted) {
        List<Map<?, ?>> options = new ArrayList<>();
        ((List<?>) found.kind().get("options")).forEach(each -> options.add((Map<?, ?>) each));
        return options.stream()
                .filter(each -> wanted.equals(each.get("value")))
                .findFirst()
                .or(() -> options.stream()
                        .filter(each -> wanted.equalsIgnoreCase(
                                String.valueOf(each.get("label")).strip()))
                        .findFirst())
                .map(each -> String.valueOf(each.get("value")))
                .orElseThrow(() -> new PlaywrightTrouble(
                        Kind.UNFIT,
                        "fields[" + found.field().selector() + "] has no choice " + wanted + "; there are "
                                + options.stream()
                                        .map(each -> String.valueOf(each.get("label"))
                                                .strip())
                                        .collect(Collectors.joining(", "))
                                + "."));
    }

    private void put(Found found) {
        FormField field = found.field();
        try {
            if (found.is("file")) {
                found.element().setInputFiles(files(field));
            } else if (found.isTag("select")) {
                found.element()
                        .selectOption(field.values().stream()
                                .map(value -> new SelectOption().setValue(option(found, String.valueOf(value))))
                                .toArray(SelectOption[]::new));
            } else if (found.is("checkbox") || found.is("radio")) {
                found.element().setChecked(isYes(field));
            } else {
                found.element().fill(text(field));
            }
        } catch (TimeoutError e) {
            throw new PlaywrightTrouble(
                    Kind.UNFIT,
                    "fields[" + field.selector() + "] cannot be filled in: it is hidden, covered or locked.",
                    e);
        } catch (PlaywrightException e) {
            if (String.valueOf(e.getMessage()).contains("Malformed value")) {
                throw new PlaywrightTrouble(
                        Kind.UNFIT,
                        "fields[" + field.selector() + "] is a field for a "
                                + found.kind().get("type")
                                + ", and its value has another form (a date is 2026-02-20, a time 14:30).",
                        e);
            }
            throw e;
        }
    }

    private static boolean isYes(FormField field) {
        String text = field.text();
        if (text.matches("(?i)true|yes|on|1")) {
            return true;
        }
        if (text.matches("(?i)false|no|off|0")) {
            return false;
        }
        throw Words.wrong("fields[" + field.selector() + "]", text, "true or false");
    }

    private String text(FormField field) {
        if (field.secret() == null) {
            return field.text();
        }
        String secret = values.secret(field.secret(), host()).orElseThrow();
        typed.add(secret);
        return secret;
    }

    private FilePayload[] files(FormField field) {
        return field.files().stream()
                .map(name -> values.file(name).orElseThrow())
                .map(file -> new FilePayload(file.name(), file.type(), file.bytes()))
                .toArray(FilePayload[]::new);
    }

    private void click(String selector, Locator button) {
        try {
            button.click();
        } catch (TimeoutError e) {
            throw new PlaywrightTrouble(
                    deadline.isOver() || conduct.mayHaveActed() ? Kind.TIMED_OUT : Kind.UNFIT,
                    "The click on " + selector
                            + " did not come to an end: it is hidden, covered or locked, or the page does"
                            + " not answer.",
                    e);
        }
    }

    /** Waits until nothing has been under way for a moment, or for a while. */
    private void settle() {
        Deadline rest = new Deadline((long) Math.min(REST_MS, deadline.left()));
        do {
            page.waitForTimeout(STEP_MS);
        } while (conduct.quietMs() < QUIET_MS && !rest.isOver());
        try {
            page.waitForLoadState(
                    LoadState.DOMCONTENTLOADED, new Page.WaitForLoadStateOptions().setTimeout(deadline.left()));
        } catch (TimeoutError e) {
            throw new PlaywrightTrouble(Kind.TIMED_OUT, "The page did not answer in time after it was sent off.", e);
        }
    }

    private void refuseUnaccepted(List<Found> fields) {
        Map<?, ?> said = (Map<?, ?>) page.evaluate(Scripts.OUTCOME);
        List<?> invalid = (List<?>) said.get("invalid");
        boolean stayed = !fields.isEmpty()
                && fields.stream().allMatch(each -> each.element().isVisible());
        if (stayed && !invalid.isEmpty()) {
            throw unaccepted(invalid);
        }
    }

    private static PlaywrightTrouble unaccepted(List<?> invalid) {
        return new PlaywrightTrouble(
                Kind.UNFIT,
                "The page does not accept what was filled in: "
                        + invalid.stream().map(String::valueOf).collect(Collectors.joining("; ")) + ".");
    }

    private Map<String, Object> outcome(PageCall call) {
        if (call.confirmation() != null) {
            confirm(call.confirmation());
        }
        if (!conduct.failures().isEmpty()) {
            throw new PlaywrightTrouble(
                    Kind.UNFIT, "It was sent off, and " + conduct.failures().get(0) + ".");
        }
        Map<?, ?> said = (Map<?, ?>) page.evaluate(Scripts.OUTCOME);
        List<?> invalid = (List<?>) said.get("invalid");
        if (!invalid.isEmpty() && call.confirmation() == null) {
            throw unaccepted(invalid);
        }
        if (call.confirmation() == null && !conduct.hasSentAnything()) {
            throw new PlaywrightTrouble(
                    Kind.UNFIT,
                    "The page sent nothing when "
                            + call.steps().get(call.steps().size() - 1).click()
                            + " was clicked; if it answers without, say by confirmation_selector how.");
        }
        String words = call.confirmation() == null
                ? String.valueOf(said.get("words"))
                : selectors.find(call.confirmation()).first().innerText().strip();
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("success", true);
        result.put("confirmation_text", words);
        return result;
    }

    private void confirm(String selector) {
        try {
            selectors
                    .find(selector)
                    .first()
                    .waitFor(new Locator.WaitForOptions()
                            .setState(WaitForSelectorState.VISIBLE)
                            .setTimeout(deadline.left()));
        } catch (TimeoutError e) {
            throw new PlaywrightTrouble(
                    Kind.UNFIT, "It was sent off, and confirmation_selector " + selector + " has not appeared.", e);
        }
    }
}
