package io.goldtier.web.pages;

import gg.jte.TemplateOutput;
import gg.jte.html.OwaspHtmlTemplateOutput;
import io.goldtier.json.Unseen;

/**
 * Writes values into a page so that a person sees all that is in them. What stands in a form goes back as it came, so
 * only there is it left as it is.
 */
final class SeenOutput extends OwaspHtmlTemplateOutput {

    private boolean sentBack;

    SeenOutput(TemplateOutput output) {
        super(output);
    }

    @Override
    public void setContext(String tag, String attribute) {
        super.setContext(tag, attribute);
        sentBack = attribute != null || "textarea".equals(tag);
    }

    @Override
    public void writeUserContent(String value) {
        super.writeUserContent(value == null || sentBack ? value : Unseen.shown(value));
    }
}
