package io.goldtier.web.answer;

import io.goldtier.audit.chain.LogUnavailable;
import io.goldtier.json.Json;
import io.goldtier.store.StoreException;
import io.goldtier.store.database.DatabaseFault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import org.apache.camel.CamelExecutionException;
import org.apache.catalina.connector.ClientAbortException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** Turns what goes wrong in the REST addresses into sentences; the cause of a fault of ours goes to the log alone. */
@Order(Ordered.HIGHEST_PRECEDENCE)
@RestControllerAdvice(annotations = RestController.class)
class ApiErrors {

    private static final Logger LOG = LoggerFactory.getLogger(ApiErrors.class);

    @ExceptionHandler
    ResponseEntity<String> problem(Problem problem) {
        return Reply.problem(problem.status(), problem.getMessage(), problem.field());
    }

    @ExceptionHandler
    ResponseEntity<String> wrongType(MethodArgumentTypeMismatchException mismatch) {
        return Reply.problem(
                422, mismatch.getName() + " has the wrong form, was: " + mismatch.getValue(), mismatch.getName());
    }

    /** The store, the log or the vault cannot be used at the moment; it is no fault of the request, and health says more. */
    @ExceptionHandler({
        StoreException.class,
        LogUnavailable.class,
        UncheckedIOException.class,
        RejectedExecutionException.class
    })
    ResponseEntity<String> away(RuntimeException away) {
        if (!DatabaseFault.isAway(away)) {
            LOG.warn("A request could not be answered now: {}", away.getMessage());
        }
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, "10")
                .contentType(MediaType.APPLICATION_JSON)
                .body(Json.write(Map.of("error", Reply.AWAY)));
    }

    /** What a route has met counts, and not that a route has met it. */
    @ExceptionHandler
    ResponseEntity<String> inRoute(CamelExecutionException failure) {
        for (Throwable at = failure.getCause(); at != null; at = at.getCause()) {
            if (at instanceof StoreException
                    || at instanceof LogUnavailable
                    || at instanceof UncheckedIOException
                    || at instanceof RejectedExecutionException) {
                return away((RuntimeException) at);
            }
        }
        return other(failure);
    }

    @ExceptionHandler
    ResponseEntity<String> unreadable(HttpMessageNotReadableException unreadable) {
        return Reply.problem(400, "The body is missing or cannot be read.", null);
    }

    /** Who has hung up hears no answer, and is none of the log's business; what was too much is answered where it is counted. */
    @ExceptionHandler({BrokenRequest.class, ClientAbortException.class})
    void broken(IOException broken) throws IOException {
        throw broken;
    }

    @ExceptionHandler
    ResponseEntity<String> other(Exception exception) {
        if (exception instanceof ErrorResponse response) {
            HttpStatusCode status = response.getStatusCode();
            return Reply.problem(
                    status.value(), String.valueOf(response.getBody().getDetail()), null);
        }
        LOG.error("A request failed", exception);
        return Reply.problem(500, "The assistant failed to answer this; its log says why.", null);
    }
}
