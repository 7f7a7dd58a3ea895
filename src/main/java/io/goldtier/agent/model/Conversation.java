package io.goldtier.agent.model;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import java.util.ArrayList;
import java.util.List;

/** What was said so far: the standing words, the question, and answers with what was wrong with them. */
final class Conversation {

    private final List<ChatMessage> messages = new ArrayList<>();
    private String question;

    Conversation(String standing, String question) {
        messages.add(SystemMessage.from(standing));
        messages.add(UserMessage.from(question));
        this.question = question;
    }

    List<ChatMessage> messages() {
        return messages;
    }

    /** What was asked last. */
    String question() {
        return question;
    }

    /** How many characters all of it has. */
    int length() {
        return messages.stream()
                .mapToInt(message -> message.toString().length())
                .sum();
    }

    /** Gives an answer back with what is wrong with it. */
    void correct(AiMessage answer, String problem) {
        question = "That cannot be used: " + problem + " Nothing of it was done. Answer again, by calling tools.";
        messages.add(answer);
        if (answer.hasToolExecutionRequests()) {
            // Each call of a tool wants a result
            answer.toolExecutionRequests()
                    .forEach(call -> messages.add(ToolExecutionResultMessage.from(call, question)));
        } else {
            messages.add(UserMessage.from(question));
        }
    }
}
