package io.goldtier.agent.model;

import io.goldtier.settings.Mode;
import io.goldtier.settings.Setting;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The model that the agent {@code model} thinks with. Without a name there is none, and nothing of it is loaded.
 *
 * @param name what its maker calls it; empty: there is no model
 * @param protocol what its address speaks
 * @param url its address; empty: that of the protocol's maker
 * @param apiKey its key; never shown
 * @param temperature how much it varies its answers; null leaves that to it
 * @param timeout how long one whole answer may take
 * @param largest the longest answer that is read
 * @param maxAnswerTokens how long it may answer, in its own count
 * @param atOnce how many questions may be under way at once
 * @param stream whether its answer is taken piece by piece
 * @param understands whether it is asked about messages that no rule understands
 * @param outsideSandbox whether an address beyond this machine is asked in sandbox mode, too
 * @param skills what it may use where no rule says more; empty: all
 * @param price what it costs
 * @param budget what it may use up
 */
@ConfigurationProperties("goldtier.agent.model")
public record ModelSettings(
        @DefaultValue("") String name,
        @DefaultValue("openai") Protocol protocol,
        @DefaultValue("") String url,
        @DefaultValue("") String apiKey,
        Double temperature,
        @DefaultValue("60s") Duration timeout,
        @DefaultValue("1MB") DataSize largest,
        @DefaultValue("2000") int maxAnswerTokens,
        @DefaultValue("8") int atOnce,
        @DefaultValue("false") boolean stream,
        @DefaultValue("true") boolean understands,
        @DefaultValue("false") boolean outsideSandbox,
        @DefaultValue List<String> skills,
        @DefaultValue Price price,
        @DefaultValue Budget budget) {

    private static final String PREFIX = "goldtier.agent.model.";

    /** What an address speaks. */
    public enum Protocol {
        /** Chat completions, as OpenAI, Ollama, llama.cpp, vLLM and many others speak them. */
        OPENAI("https://api.openai.com/v1"),
        /** Messages, as Anthropic speaks them. */
        ANTHROPIC("https://api.anthropic.com/v1");

        private final String address;

        Protocol(String address) {
            this.address = address;
        }
    }

    /**
     * What a million tokens cost.
     *
     * @param input of what it is asked
     * @param output of what it answers
     * @param currency of both, and of the budget
     */
    public record Price(
            @DefaultValue("0") BigDecimal input,
            @DefaultValue("0") BigDecimal output,
            @DefaultValue("USD") String currency) {

        /** Checks every value. */
        public Price {
            require(isPrice(input), "price.input", input, "between 0 and 10000");
            require(isPrice(output), "price.output", output, "between 0 and 10000");
            require(currency.matches("[A-Z]{3}"), "price.currency", currency, "a code such as USD");
        }

        private static boolean isPrice(BigDecimal price) {
            return price.signum() >= 0 && price.compareTo(BigDecimal.valueOf(10_000)) <= 0;
        }
    }

    /**
     * What may be used up; whatever is reached first stops it.
     *
     * @param triggerCalls questions for one trigger
     * @param triggerTokens tokens for one trigger
     * @param triggerMoney money for one trigger
     * @param dayTokens tokens in a day
     * @param dayMoney money in a day
     */
    public record Budget(
            @DefaultValue("20") int triggerCalls,
            @DefaultValue("200000") long triggerTokens,
            @DefaultValue("1") BigDecimal triggerMoney,
            @DefaultValue("2000000") long dayTokens,
            @DefaultValue("10") BigDecimal dayMoney) {

        /** Checks every value. */
        public Budget {
            require(
                    triggerCalls >= 1 && triggerCalls <= 1000,
                    "budget.trigger-calls",
                    triggerCalls,
                    "between 1 and 1000");
            require(triggerTokens >= 1, "budget.trigger-tokens", triggerTokens, "at least 1");
            require(dayTokens >= 1, "budget.day-tokens", dayTokens, "at least 1");
            require(triggerMoney.signum() >= 0, "budget.trigger-money", triggerMoney, "at least 0");
            require(dayMoney.signum() >= 0, "budget.day-money", dayMoney, "at least 0");
        }
    }

    /** Checks every value. */
    public ModelSettings {
        name = name.strip();
        url = url.isBlank() ? protocol.address : url.strip();
        require(isAddress(url), "url", url, "an http or https address such as http://127.0.0.1:11434/v1");
        require(
                temperature == null || temperature >= 0 && temperature <= 2,
                "temperature",
                temperature,
                "between 0 and 2, or empty");
        require(
                within(timeout, Duration.ofMillis(100), Duration.ofMinutes(10)),
                "timeout",
                timeout,
                "between 100ms and 10m");
        require(
                largest.toBytes() >= 1024 && largest.toMegabytes() <= 64,
                "largest",
                largest,
                "a size between 1KB and 64MB");
        require(
                maxAnswerTokens >= 16 && maxAnswerTokens <= 100_000,
                "max-answer-tokens",
                maxAnswerTokens,
                "between 16 and 100000");
        require(atOnce >= 1 && atOnce <= 64, "at-once", atOnce, "between 1 and 64");
        skills = List.copyOf(skills);
    }

    /** True when there is a model. */
    public boolean isSet() {
        return !name.isEmpty();
    }

    /** Its host. */
    public String host() {
        return URI.create(url).getHost();
    }

    /** False in sandbox mode for an address beyond this machine, unless that is allowed. */
    public boolean mayBeAsked(Mode mode) {
        return mode != Mode.SANDBOX || outsideSandbox || isHere();
    }

    /** Why it may not be asked. */
    public String refusal() {
        return PREFIX + "url is " + url + ", but must be an address of this machine in sandbox mode, or " + PREFIX
                + "outside-sandbox must say true";
    }

    private boolean isHere() {
        try {
            return InetAddress.getByName(host()).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static boolean isAddress(String text) {
        try {
            URI address = URI.create(text);
            return address.getHost() != null
                    && address.getUserInfo() == null
                    && ("http".equals(address.getScheme()) || "https".equals(address.getScheme()));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean within(Duration value, Duration least, Duration most) {
        return value.compareTo(least) >= 0 && value.compareTo(most) <= 0;
    }

    private static void require(boolean good, String key, Object value, String allowed) {
        Setting.require(good, PREFIX + key, value, allowed);
    }

    @Override
    public String toString() {
        return "ModelSettings[name=" + name + ", protocol=" + protocol + ", url=" + url + "]";
    }
}
