package io.goldtier.settings;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalysisReporter;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Ends a start that cannot succeed with one sentence instead of a stack trace; {@code spring.factories} names it. */
final class StartFailure {

    private StartFailure() {}

    /** Prints the sentence on standard error. */
    static final class Reporter implements FailureAnalysisReporter {

        @Override
        public void report(FailureAnalysis analysis) {
            System.err.println("The assistant cannot start: " + analysis.getDescription());
        }
    }

    /** Goes before Spring's own analyzers for settings, whose texts are pages, and after ours that know more. */
    @Order(Ordered.HIGHEST_PRECEDENCE + 1)
    static final class Analyzer extends AbstractFailureAnalyzer<Throwable> {

        @Override
        protected FailureAnalysis analyze(Throwable rootFailure, Throwable cause) {
            String sentence = SettingFault.sentence(cause);
            return new FailureAnalysis(sentence.matches("(?s).*[.?]") ? sentence : sentence + ".", "", cause);
        }
    }
}
