package io.goldtier.connector.odoo.rpc;

import io.goldtier.outside.SystemSettings;
import io.goldtier.settings.Mode;
import io.goldtier.settings.Settings;
import io.goldtier.skill.effect.OutsideException;
import io.goldtier.skill.effect.OutsideException.Kind;
import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * The Odoos that the settings name; the first is called {@value #FIRST}.
 *
 * <p>In sandbox mode the first one is the stand-in of this process, unless another address on this machine is set,
 * and further ones count only when they are on this machine: nothing leaves it.
 */
@Component
public class OdooInstances {

    /** Name of the Odoo that is used when a call names none. */
    static final String FIRST = "default";

    private final Map<String, OdooInstance> instances = new LinkedHashMap<>();

    OdooInstances(OdooSettings odoo, Settings settings, Environment environment, Clock clock) {
        boolean sandbox = settings.mode() == Mode.SANDBOX;
        boolean here = odoo.url() != null && SystemSettings.isHere(odoo.url());
        if (sandbox) {
            put(FIRST, here ? odoo::url : () -> standIn(environment), sandbox(odoo, here), clock);
        } else if (odoo.url() != null) {
            put(FIRST, odoo::url, odoo.first(), clock);
        }
        odoo.instances().forEach((name, other) -> {
            if (!sandbox || SystemSettings.isHere(other.url())) {
                put(name, other::url, other, clock);
            }
        });
    }

    private void put(String name, Supplier<String> url, OdooSettings.Instance settings, Clock clock) {
        instances.put(name, new OdooInstance(name, url, settings, clock));
    }

    private static OdooSettings.Instance sandbox(OdooSettings odoo, boolean here) {
        return new OdooSettings.Instance(
                odoo.url(),
                here && odoo.database() != null ? odoo.database() : OdooSettings.SANDBOX_DATABASE,
                here && odoo.login() != null ? odoo.login() : OdooSettings.SANDBOX_LOGIN,
                here && odoo.apiKey() != null ? odoo.apiKey() : OdooSettings.SANDBOX_KEY,
                odoo.protocol(),
                here ? odoo.company() : 0);
    }

    private static String standIn(Environment environment) {
        String port = environment.getProperty("local.server.port");
        if (port == null) {
            throw new OutsideException(
                    Kind.TRANSIENT, "odoo", "The stand-in for Odoo is not up yet: the web server is still starting.");
        }
        return "http://127.0.0.1:" + port + "/sandbox/odoo";
    }

    /** The Odoo of this name; null or an empty name means the first. */
    OdooInstance get(String name) {
        String wanted = name == null || name.isBlank() ? FIRST : name;
        OdooInstance instance = instances.get(wanted);
        if (instance == null) {
            throw new OutsideException(
                    Kind.PERMANENT,
                    "odoo",
                    wanted.equals(FIRST)
                            ? "Odoo is not set up: set goldtier.odoo.url, goldtier.odoo.database and the API key."
                            : "There is no Odoo called \"" + wanted + "\" in the settings; there are "
                                    + instances.keySet().stream().sorted().toList() + ".");
        }
        return instance;
    }

    /** The id of the company that an order's {@code instance} acts for; 0 for the user's own. */
    public int company(Map<String, Object> input) {
        return get(input.get("instance") instanceof String name ? name : null).company();
    }

    /** From now on every Odoo is asked anew, whatever it answered a short time ago. */
    public void forget() {
        all().forEach(odoo -> odoo.memory().forget());
    }

    Collection<OdooInstance> all() {
        return instances.values();
    }
}
