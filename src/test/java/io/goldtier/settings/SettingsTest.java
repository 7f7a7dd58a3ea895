package io.goldtier.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.goldtier.Assistant;
import io.goldtier.Refusals;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;

/** Every setting that cannot be meant stops the start with one sentence: the key, the value, what is allowed. */
class SettingsTest {

    private static final Refusals TABLE = new Refusals("settings", "Setting", "Sentence");

    private static List<Class<?>> records;

    @TempDir
    static Path home;

    @BeforeAll
    static void prepare() throws Exception {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
        records = new ArrayList<>();
        scanner.findCandidateComponents("io.goldtier").stream()
                .map(bean -> bean.getBeanClassName())
                .filter(name -> !name.contains("Test"))
                .forEach(name -> records.add(ClassUtils.resolveClassName(name, null)));
        Files.createDirectories(home.resolve("empty"));
        Files.writeString(home.resolve("file"), "no folder");
        Files.createSymbolicLink(home.resolve("link"), Files.createDirectories(home.resolve("vault")));
    }

    @AfterAll
    static void print() {
        TABLE.print();
    }

    private static List<String> wrong(String... settings) {
        var environment = new StandardEnvironment();
        List<String> arguments = new ArrayList<>(
                List.of("--goldtier.vault=" + home.resolve("vault"), "--goldtier.data=" + home.resolve("data")));
        Stream.of(settings).forEach(setting -> {
            arguments.removeIf(given -> given.startsWith("--" + setting.substring(0, setting.indexOf('=') + 1)));
            arguments.add("--" + setting);
        });
        environment
                .getPropertySources()
                .addFirst(new SimpleCommandLinePropertySource(arguments.toArray(String[]::new)));
        ConfigDataEnvironmentPostProcessor.applyTo(environment);
        return SettingsCheck.of(environment, records);
    }

    @Test
    void theSettingsAsTheyComeAreGood() {
        assertThat(wrong()).isEmpty();
        assertThat(wrong(
                        "goldtier.odoo.instances.berlin.url=http://127.0.0.1:1",
                        "goldtier.odoo.instances.berlin.database=b",
                        "goldtier.odoo.apiKey=k",
                        "goldtier.odoo.models[0]=account.move",
                        "goldtier.quotas.crm.limit=5",
                        "goldtier.systems.crm.url=http://127.0.0.1:1",
                        "debug="))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            goldtier.mode=lively                        | must be one of sandbox, dry-run, live
            goldtier.mod=live                           | there is no such setting; did you mean goldtier.mode?
            goldtier.workers=4                          | there is no such setting; did you mean goldtier.loop.workers?
            goldtier.loop.workers=many                  | must be a whole number
            goldtier.loop.workers=0                     | must be between 1 and 64
            goldtier.loop.workers=65                    | must be between 1 and 64
            goldtier.loop.speed=fast                    | there is no such setting; under goldtier.loop there are workers
            goldtier.vault=HOME/file                    | must be a folder that can be written, or made
            goldtier.vault=/dev/null/vault              | must be a folder that can be written, or made
            goldtier.data=HOME/vault/data               | must be a folder outside of goldtier.vault
            goldtier.data=HOME/vault                    | must be a folder outside of goldtier.vault
            goldtier.data=HOME/link/data                | must be a folder outside of goldtier.vault
            goldtier.routes=HOME/empty                  | must be a folder with route files (*.camel.yaml); there are none in it
            goldtier.routes=HOME/nope                   | must be a folder with route files (*.camel.yaml); it is not there
            goldtier.zone=Mars/Olympus                  | must be a time zone such as UTC or Europe/Berlin
            goldtier.store.url=jdbc:mysql://db/goldtier | must be empty, or an address such as jdbc:postgresql://localhost/goldtier
            goldtier.store.url=postgresql               | must be empty, or an address such as jdbc:postgresql://localhost/goldtier
            goldtier.store.passwort=geheim-geheim       | there is no such setting; did you mean goldtier.store.password?
            goldtier.logs.keep-days=0                   | must be between 1 and 36500
            goldtier.logs.keep-days=ninety              | must be a whole number
            goldtier.logs.keepdays-x=90                 | there is no such setting; did you mean goldtier.logs.keep-days?
            goldtier.intake.settle=soon                 | must be a time such as 500ms, 30s, 5m or 7d
            goldtier.intake.settle=2m                   | must be between 0s and 60s
            goldtier.intake.patience=10ms               | must be at least as long as settle
            goldtier.intake.in-flight=0                 | must be between 1 and 10000
            goldtier.intake.poll=1                      | must be between 10 and 60000 milliseconds
            goldtier.intake.poll=1s                     | must be a whole number
            goldtier.approval.expiry=10s                | must be between 1m and 365d
            goldtier.approval.expiry=never              | must be a time such as 500ms, 30s, 5m or 7d
            goldtier.quotas.odoo.limit=0                | must be at least 1
            goldtier.quotas.odoo.limit=lots             | must be a whole number
            goldtier.quotas.odoo.window=0s              | must be between 1s and 31d
            goldtier.quotas.odoo.limits=10              | there is no such setting; did you mean goldtier.quotas.odoo.limit?
            goldtier.quotas.odoo=10                     | there is no such setting; it is a group of settings: limit, window
            goldtier.odoo.url=mycompany                 | must be an http or https address such as https://mycompany.odoo.com
            goldtier.odoo.url=https://a:b@odoo.example  | must be an http or https address such as https://mycompany.odoo.com
            goldtier.odoo.protocol=xmlrpc               | must be one of auto, json2 and jsonrpc
            goldtier.odoo.models=res.partner            | must include account.move
            goldtier.odoo.timeout-ms=0                  | must be at least 1
            goldtier.odoo.connections=1000              | must be between 1 and 256
            goldtier.odoo.company=-1                    | must be the id of a company, or 0
            goldtier.odoo.max-response=big              | must be a size such as 512KB or 16MB
            goldtier.odoo.instances.berlin.database=b   | goldtier.odoo.instances.berlin.url is missing
            goldtier.sandbox.odoo-version=12            | must be 16, 17, 18 or 19
            goldtier.agent.model.url=llama              | must be an http or https address such as http://127.0.0.1:11434/v1
            goldtier.agent.model.protocol=soap          | must be one of openai, anthropic
            goldtier.agent.model.temperature=3          | must be between 0 and 2, or empty
            goldtier.agent.model.timeout=1h             | must be between 100ms and 10m
            goldtier.agent.model.max-answer-tokens=1    | must be between 16 and 100000
            goldtier.agent.model.price.input=-1         | must be between 0 and 10000
            goldtier.agent.model.price.currency=dollar  | must be a code such as USD
            goldtier.agent.model.budget.trigger-calls=0 | must be between 1 and 1000
            goldtier.agent.model.budget.day-money=-1    | must be at least 0
            goldtier.agent.model.bugdet.day-money=1     | did you mean goldtier.agent.model.budget.day-money?
            goldtier.agent.claude-code.lease=1ms        | must be between 100ms and 1d
            goldtier.smtp.security=ssl                  | must be one of starttls, tls, none
            goldtier.smtp.port=70000                    | must be between 1 and 65535, or 0 for the usual one
            goldtier.smtp.from=assistant                | must be an e-mail address
            goldtier.smtp.pace=1s                       | must be between 10s and 1d
            goldtier.smtp.host=a b                      | must be a host's name such as smtp.example.com
            goldtier.letters.per-minute=0               | must be between 1 and 100000
            goldtier.letters.mailbox-poll=1ms           | must be between 100ms and 24h
            goldtier.console.allowed-hosts=http://x     | must be names such as desk.example or desk.example:8443
            goldtier.console.open-to-network=maybe      | must be true or false
            server.address=0.0.0.0                      | must be an address of this machine alone such as 127.0.0.1, or goldtier.console.open-to-network must say true
            server.address=::                           | must be an address of this machine alone such as 127.0.0.1, or goldtier.console.open-to-network must say true
            server.port=http                            | must be a whole number
            server.port=80000                           | must be a port between 1 and 65535
            mode=live                                   | --mode is no setting; did you mean goldtier.mode?
            """)
    void aWrongSettingIsNamedInOneSentence(String setting, String allowed) {
        String written = setting.replace("HOME", home.toString());
        List<String> sentences = wrong(written);

        String key = written.substring(0, written.indexOf('='));
        String value = written.substring(written.indexOf('=') + 1);
        assertThat(sentences).as("exactly one sentence").hasSize(1);
        assertThat(sentences.get(0)).contains(allowed).doesNotContain("\n").doesNotContain("geheim");
        if (!allowed.contains("missing") && !key.equals("mode")) {
            assertThat(sentences.get(0)).startsWith(key + " is ");
        }
        if (!allowed.contains("missing") && !key.equals("mode") && !key.contains("passwort")) {
            assertThat(sentences.get(0)).contains(value.replace("a:b@", "***@"));
        }
        TABLE.row(written.replace(home.toString(), ""), sentences.get(0).replace(home.toString(), ""));
    }

    @Test
    void anEnvironmentVariableThatNobodyReadsIsNamed() {
        assertThat(withVariable("GOLDTIER_MODEE"))
                .containsExactly("the environment variable GOLDTIER_MODEE is no setting; did you mean goldtier.mode?");
        assertThat(withVariable("GOLDTIER_ODOO_APIKEY")).isEmpty();
        assertThat(withVariable("GOLDTIER_ODOO_API_KEY")).isEmpty();
        assertThat(withVariable("GOLDTIER_SOCIAL_FACEBOOK_PAGE_ID")).isEmpty();
        assertThat(withVariable("GOLDTIER_JAVA_OPTS")).isEmpty();
    }

    private static List<String> withVariable(String name) {
        var environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .replace(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        new SystemEnvironmentPropertySource(
                                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                                java.util.Map.of(name, "1")));
        ConfigDataEnvironmentPostProcessor.applyTo(environment);
        return SettingsCheck.of(environment, records);
    }

    @Test
    void whoeverOpensTheDeskToOthersMaySaySo() {
        assertThat(wrong("server.address=0.0.0.0", "goldtier.console.open-to-network=true"))
                .isEmpty();
        assertThat(wrong("server.address=127.0.0.2")).isEmpty();
    }

    @Test
    void aStartIsStoppedWithAllSentencesBeforeAnythingIsMade() {
        Path fresh = home.resolve("fresh");
        Throwable failure = catchThrowable(() -> Assistant.in(fresh)
                .setting("goldtier.mod=live")
                .setting("goldtier.logs.keep-days=0")
                .start());

        assertThat(SettingFault.sentence(failure))
                .contains("goldtier.mod is live, but there is no such setting; did you mean goldtier.mode?")
                .contains("goldtier.logs.keep-days is 0, but must be between 1 and 36500.\n");
        assertThat(fresh.resolve("vault")).doesNotExist();
        assertThat(fresh.resolve("data")).doesNotExist();
    }
}
