package io.goldtier.web.pages;

import io.goldtier.audit.chain.LogUnavailable;
import io.goldtier.store.StoreException;
import io.goldtier.web.answer.Problem;
import io.goldtier.web.answer.Reply;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RequestMapping;

/** What is shown when something cannot be: a page for people, a sentence in JSON for programs. */
@Controller
@ControllerAdvice(annotations = Controller.class)
class ErrorPages implements ErrorController {

    private final Pages pages;

    ErrorPages(Pages pages) {
        this.pages = pages;
    }

    @ExceptionHandler
    ResponseEntity<String> problem(Problem problem) {
        return page(problem.status(), problem.getMessage());
    }

    /** The store, the log or the vault cannot be used at the moment. */
    @ExceptionHandler({
        StoreException.class,
        LogUnavailable.class,
        UncheckedIOException.class,
        RejectedExecutionException.class
    })
    ResponseEntity<String> away() {
        return page(HttpStatus.SERVICE_UNAVAILABLE.value(), Reply.AWAY);
    }

    @RequestMapping("/error")
    ResponseEntity<String> error(HttpServletRequest request) {
        int status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code ? code : 404;
        String accept = request.getHeader("Accept");
        String sentence = status == 404
                ? "There is nothing at this address."
                : status >= 500
                        ? "The assistant failed to answer this; its log says why."
                        : HttpStatus.valueOf(status).getReasonPhrase() + ".";
        return accept != null && accept.contains("text/html")
                ? page(status, sentence)
                : Reply.problem(status, sentence, null);
    }

    private ResponseEntity<String> page(int status, String sentence) {
        return pages.show(status, "error", "Sorry", "", Map.of("status", status, "sentence", sentence));
    }
}
