package io.goldtier.agent.model;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.model.anthropic.AnthropicChatModel;
import dev.langchain4j.model.anthropic.AnthropicStreamingChatModel;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import io.goldtier.audit.Redaction;
import io.goldtier.outside.http.BoundedHttp;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Asks the model of the settings, each question once: what becomes of one that failed is decided by who asked. */
final class ChatClient implements AutoCloseable {

    private static final int LONGEST_REASON = 200;
    /** OpenAI itself has taken another name for it since; the others know the old one. */
    private static final String OPENAI = "api.openai.com";

    private final ModelSettings settings;
    private final ModelHttp http;
    private final ChatModel whole;
    private final StreamingChatModel pieces;

    ChatClient(ModelSettings settings) {
        this.settings = settings;
        this.http = new ModelHttp(settings.timeout(), settings.largest().toBytes());
        boolean openAi = settings.protocol() == ModelSettings.Protocol.OPENAI;
        this.whole = settings.stream() ? null : openAi ? openAi() : anthropic();
        this.pieces = settings.stream() ? openAi ? openAiPieces() : anthropicPieces() : null;
    }

    private ChatModel openAi() {
        OpenAiChatModel.OpenAiChatModelBuilder model = OpenAiChatModel.builder()
                .httpClientBuilder(http)
                .baseUrl(settings.url())
                .apiKey(key())
                .modelName(settings.name())
                .temperature(settings.temperature())
                .timeout(settings.timeout())
                .maxRetries(0);
        return (settings.host().equals(OPENAI)
                        ? model.maxCompletionTokens(settings.maxAnswerTokens())
                        : model.maxTokens(settings.maxAnswerTokens()))
                .build();
    }

    private StreamingChatModel openAiPieces() {
        OpenAiStreamingChatModel.OpenAiStreamingChatModelBuilder model = OpenAiStreamingChatModel.builder()
                .httpClientBuilder(http)
                .baseUrl(settings.url())
                .apiKey(key())
                .modelName(settings.name())
                .temperature(settings.temperature())
                .timeout(settings.timeout());
        return (settings.host().equals(OPENAI)
                        ? model.maxCompletionTokens(settings.maxAnswerTokens())
                        : model.maxTokens(settings.maxAnswerTokens()))
                .build();
    }

    private ChatModel anthropic() {
        return AnthropicChatModel.builder()
                .httpClientBuilder(http)
                .baseUrl(settings.url())
                .apiKey(key())
                .modelName(settings.name())
                .temperature(settings.temperature())
                .maxTokens(settings.maxAnswerTokens())
                .timeout(settings.timeout())
                .maxRetries(0)
                .build();
    }

    private StreamingChatModel anthropicPieces() {
        return AnthropicStreamingChatModel.builder()
                .httpClientBuilder(http)
                .baseUrl(settings.url())
                .apiKey(key())
                .modelName(settings.name())
                .temperature(settings.temperature())
                .maxTokens(settings.maxAnswerTokens())
                .timeout(settings.timeout())
                .build();
    }

    /** A model on this machine wants none, and the library wants one. */
    private String key() {
        return settings.apiKey().isBlank() ? "none" : settings.apiKey();
    }

    /**
     * An answer.
     *
     * @param message what it says
     * @param tokensIn how many tokens it counted in the question, or -1
     * @param tokensOut how many in the answer, or -1
     */
    record Answer(AiMessage message, int tokensIn, int tokensOut) {}

    /**
     * Asks.
     *
     * @throws ModelTrouble if no answer came that can be read
     */
    Answer ask(List<ChatMessage> messages, List<ToolSpecification> tools) {
        ChatRequest request = ChatRequest.builder()
                .messages(messages)
                .toolSpecifications(tools)
                .build();
        try {
            ChatResponse response = whole == null ? piecewise(request) : whole.chat(request);
            if (response == null || response.aiMessage() == null || isNothing(response)) {
                throw trouble(ModelTrouble.Kind.TRANSIENT, "gave an answer that cannot be read", null);
            }
            var usage = response.tokenUsage();
            return new Answer(
                    response.aiMessage(),
                    usage == null || usage.inputTokenCount() == null ? -1 : usage.inputTokenCount(),
                    usage == null || usage.outputTokenCount() == null ? -1 : usage.outputTokenCount());
        } catch (ModelTrouble e) {
            throw e;
        } catch (RuntimeException e) {
            throw classed(e);
        }
    }

    /** What is no stream of events is, to the library, an answer that says nothing and has no end. */
    private static boolean isNothing(ChatResponse response) {
        AiMessage message = response.aiMessage();
        return response.finishReason() == null
                && !message.hasToolExecutionRequests()
                && (message.text() == null || message.text().isBlank());
    }

    private ChatResponse piecewise(ChatRequest request) {
        CompletableFuture<ChatResponse> answer = new CompletableFuture<>();
        pieces.chat(request, new StreamingChatResponseHandler() {
            @Override
            public void onCompleteResponse(ChatResponse response) {
                answer.complete(response);
            }

            @Override
            public void onError(Throwable failure) {
                answer.completeExceptionally(failure);
            }
        });
        // The HTTP client returns when the stream is over; without an answer by then, none comes
        if (!answer.isDone()) {
            throw trouble(ModelTrouble.Kind.TRANSIENT, "ended its answer without its end", null);
        }
        try {
            return answer.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        }
    }

    private ModelTrouble classed(RuntimeException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ModelHttp.Status status) {
                return refused(status);
            }
            if (cause instanceof BoundedHttp.TooLong || cause instanceof BoundedHttp.TooSlow) {
                return trouble(ModelTrouble.Kind.TRANSIENT, "was cut off: " + cause.getMessage(), failure);
            }
            if (cause instanceof IOException) {
                return trouble(ModelTrouble.Kind.TRANSIENT, "cannot be reached, or broke off", failure);
            }
        }
        return trouble(ModelTrouble.Kind.TRANSIENT, "gave an answer that cannot be read", failure);
    }

    private ModelTrouble refused(ModelHttp.Status status) {
        int code = status.statusCode();
        ModelTrouble.Kind kind =
                switch (code) {
                    case 401, 403 -> ModelTrouble.Kind.AUTHENTICATION;
                    case 429 -> ModelTrouble.Kind.THROTTLED;
                    case 408, 425, 529 -> ModelTrouble.Kind.TRANSIENT;
                    default -> code >= 500 ? ModelTrouble.Kind.TRANSIENT : ModelTrouble.Kind.REFUSED;
                };
        String said = Redaction.mask(String.valueOf(status.getMessage()))
                .replaceAll("\\s+", " ")
                .strip();
        String reason = said.length() > LONGEST_REASON ? said.substring(0, LONGEST_REASON) + "…" : said;
        return sentence(
                kind,
                "answered with status " + code + (reason.isEmpty() ? "" : ": " + reason),
                status.retryAfter(),
                status);
    }

    private ModelTrouble trouble(ModelTrouble.Kind kind, String what, Throwable cause) {
        return sentence(kind, what, null, cause);
    }

    private ModelTrouble sentence(ModelTrouble.Kind kind, String what, Duration retryAfter, Throwable cause) {
        return new ModelTrouble(
                kind, "The model " + settings.name() + " at " + settings.host() + " " + what + ".", retryAfter, cause);
    }

    @Override
    public void close() throws IOException {
        http.close();
    }
}
