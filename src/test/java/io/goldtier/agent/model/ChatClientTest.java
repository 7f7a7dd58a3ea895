package io.goldtier.agent.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import io.goldtier.agent.ScriptedModel;
import io.goldtier.agent.ScriptedModel.Reply;
import io.goldtier.json.Json;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** The model's wire, in both protocols, whole and in pieces: answers, refusals, and answers that are none. */
class ChatClientTest {

    private static final List<ToolSpecification> TOOLS = List.of(ToolSpecification.builder()
            .name("note")
            .description("Notes something.")
            .parameters(JsonObjectSchema.builder().addStringProperty("text").build())
            .build());

    private final ScriptedModel model = new ScriptedModel(question -> ScriptedModel.says(""));

    @AfterEach
    void close() {
        model.close();
    }

    private ChatClient client(String protocol, boolean stream, String timeout) {
        return new ChatClient(new Binder(new MapConfigurationPropertySource(Map.of(
                        "goldtier.agent.model.name",
                        "scripted",
                        "goldtier.agent.model.protocol",
                        protocol,
                        "goldtier.agent.model.url",
                        model.url(),
                        "goldtier.agent.model.api-key",
                        "sk-secret-key",
                        "goldtier.agent.model.temperature",
                        "0",
                        "goldtier.agent.model.timeout",
                        timeout,
                        "goldtier.agent.model.largest",
                        "64KB",
                        "goldtier.agent.model.stream",
                        stream)))
                .bind("goldtier.agent.model", ModelSettings.class)
                .get());
    }

    private ChatClient.Answer ask(String protocol, boolean stream, String timeout) throws IOException {
        try (ChatClient client = client(protocol, stream, timeout)) {
            return client.ask(List.of(UserMessage.from("What now?")), TOOLS);
        }
    }

    @ParameterizedTest
    @CsvSource({"openai,false", "openai,true", "anthropic,false", "anthropic,true"})
    void itCallsTools(String protocol, boolean stream) throws IOException {
        model.script(question -> ScriptedModel.calls(
                ScriptedModel.call("note", Map.of("text", "one")),
                ScriptedModel.call("note", Map.of("text", "Größe"))));

        ChatClient.Answer answer = ask(protocol, stream, "60s");

        assertThat(answer.message().toolExecutionRequests())
                .extracting(call -> call.name() + " " + Json.readObject(call.arguments()))
                .containsExactly("note {text=one}", "note {text=Größe}");
        assertThat(answer.message().text()).isEqualTo("Because the message says so.");
        assertThat(answer.tokensIn()).isEqualTo(1000);
        assertThat(answer.tokensOut()).isEqualTo(100);
        ScriptedModel.Question question = model.questions().get(0);
        assertThat(question.tools()).containsExactly("note");
        assertThat(question.request()).containsEntry("model", "scripted");
        assertThat(String.valueOf(question.request().get("temperature"))).isIn("0", "0.0");
        assertThat(question.headers().toString()).contains("sk-secret-key");
    }

    @ParameterizedTest
    @CsvSource({"openai,false", "openai,true", "anthropic,false", "anthropic,true"})
    void whatIsNoAnswerIsTroubleOfItsClass(String protocol, boolean stream) {
        assertThat(trouble(protocol, stream, ScriptedModel.status(500, "{\"error\":{\"message\":\"oops\"}}"))
                        .kind())
                .isEqualTo(ModelTrouble.Kind.TRANSIENT);
        assertThat(trouble(protocol, stream, ScriptedModel.status(401, "{}")).kind())
                .isEqualTo(ModelTrouble.Kind.AUTHENTICATION);
        assertThat(trouble(protocol, stream, ScriptedModel.status(400, "<html>no sk-secret-key</html>".repeat(5000))))
                .satisfies(refused -> assertThat(refused.kind()).isEqualTo(ModelTrouble.Kind.REFUSED))
                .satisfies(refused -> assertThat(refused.getMessage())
                        .contains("status 400: <html>no")
                        .hasSizeLessThan(400));
        ModelTrouble throttled = trouble(
                protocol,
                stream,
                new Reply.Raw(429, Map.of("Retry-After", "17"), "{\"error\":{\"message\":\"slow\"}}"));
        assertThat(throttled.kind()).isEqualTo(ModelTrouble.Kind.THROTTLED);
        assertThat(throttled.retryAfter()).isEqualTo(Duration.ofSeconds(17));
        assertThat(trouble(protocol, stream, ScriptedModel.status(200, "<html>hello</html>"))
                        .kind())
                .isEqualTo(ModelTrouble.Kind.TRANSIENT);
        assertThat(trouble(protocol, stream, ScriptedModel.status(200, "")).kind())
                .isEqualTo(ModelTrouble.Kind.TRANSIENT);
        assertThat(trouble(protocol, stream, new Reply.Cut()).kind()).isEqualTo(ModelTrouble.Kind.TRANSIENT);
        assertThat(trouble(protocol, stream, new Reply.Endless()).kind()).isEqualTo(ModelTrouble.Kind.TRANSIENT);
        assertThat(trouble(protocol, stream, new Reply.Silent()).kind()).isEqualTo(ModelTrouble.Kind.TRANSIENT);
        assertThat(model.questions()).as("each question leaves once").hasSize(9);
    }

    private ModelTrouble trouble(String protocol, boolean stream, Reply reply) {
        model.script(question -> reply);
        ModelTrouble trouble = catchThrowableOfType(
                ModelTrouble.class, () -> ask(protocol, stream, reply instanceof Reply.Silent ? "300ms" : "60s"));
        assertThat(trouble).as(reply.getClass().getSimpleName()).isNotNull();
        return trouble;
    }
}
