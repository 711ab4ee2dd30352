package aftercare.platform;

import aftercare.kernel.Refusal;
import java.net.URI;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.catalina.connector.ClientAbortException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.databind.exc.InvalidFormatException;

/**
 * Renders every error as RFC 9457 problem+json with a {@code code} and its {@code facts}; field errors also carry
 * {@code fields} (field → message). The only place where a refusal meets HTTP. What nobody expected becomes a 500 with a
 * trace id and no message.
 */
@RestControllerAdvice
class Problems extends ResponseEntityExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(Problems.class);

    @ExceptionHandler
    ResponseEntity<ProblemDetail> on(Refusal refusal) {
        var status = switch (refusal) {
            case Refusal.Missing _ -> HttpStatus.NOT_FOUND;
            case Refusal.Conflict _ -> HttpStatus.CONFLICT;
            case Refusal.Broken _ -> HttpStatus.UNPROCESSABLE_CONTENT;
            case Refusal.Forbidden _ -> HttpStatus.FORBIDDEN;
            case Refusal.Stranger _ -> HttpStatus.UNAUTHORIZED;
            case Refusal.TooMany _ -> HttpStatus.TOO_MANY_REQUESTS;
        };
        var answer = problem(status, refusal.code(), refusal.getMessage(), refusal.facts());
        if (!(refusal instanceof Refusal.TooMany)) {
            return answer;
        }
        return ResponseEntity.status(status).header(HttpHeaders.RETRY_AFTER, String.valueOf(refusal.facts().get("seconds"))).body(answer.getBody());
    }

    /** Two who changed the same at once: the later one is told, whether a version or a lock found it out. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> on(ConcurrencyFailureException late) {
        return problem(HttpStatus.CONFLICT, "platform.changed-meanwhile",
                "somebody else changed this meanwhile; load it again and repeat", Map.of());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> on(MultipartException noFile) {
        return problem(HttpStatus.BAD_REQUEST, "platform.bad-request", "the request brings no file", Map.of());
    }

    /** Nobody is there any more to be answered. */
    @ExceptionHandler
    void on(ClientAbortException gone) {
        log.debug("a client hung up", gone);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> onUnexpected(Exception unexpected) {
        var trace = UUID.randomUUID().toString();
        log.error("unexpected failure, trace {}", trace, unexpected);
        return problem(HttpStatus.INTERNAL_SERVER_ERROR, "platform.unexpected",
                "something went wrong on the server; tell the administrator the trace id", Map.of("trace", trace));
    }

    @Override
    protected ResponseEntity<Object> handleMethodArgumentNotValid(MethodArgumentNotValidException invalid, HttpHeaders headers,
                                                                 HttpStatusCode status, WebRequest request) {
        var fields = invalid.getFieldErrors().stream().collect(Collectors.toMap(
                error -> error.getField(), error -> String.valueOf(error.getDefaultMessage()), (first, _) -> first));
        var problem = invalid.getBody();
        problem.setType(URI.create("/problems/platform.invalid"));
        problem.setDetail("some fields are not filled as they must be");
        problem.setProperty("code", "platform.invalid");
        problem.setProperty("facts", Map.of());
        problem.setProperty("fields", fields);
        return handleExceptionInternal(invalid, problem, headers, status, request);
    }

    /** Only {@link Texts} finds a string to be a wrong string. */
    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(HttpMessageNotReadableException unreadable, HttpHeaders headers,
                                                                            HttpStatusCode status, WebRequest request) {
        if (unreadable.getMostSpecificCause() instanceof InvalidFormatException wrong && wrong.getTargetType() == String.class) {
            var refused = problem(HttpStatus.BAD_REQUEST, "platform.text-not-kept", "a text holds a character that cannot be kept (NUL, or half of a pair)", Map.of());
            return new ResponseEntity<>(refused.getBody(), refused.getHeaders(), HttpStatus.BAD_REQUEST);
        }
        return super.handleHttpMessageNotReadable(unreadable, headers, status, request);
    }

    /** Spring's own refusals (unreadable body, wrong type, no such page) get a code too, so that a client can rely on it. */
    @Override
    protected ResponseEntity<Object> createResponseEntity(Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (body instanceof ProblemDetail problem && (problem.getProperties() == null || !problem.getProperties().containsKey("code"))) {
            var code = status.value() == 404 ? "platform.no-such-page" : status.value() == 413 ? "platform.too-large" : "platform.bad-request";
            problem.setType(URI.create("/problems/" + code));
            problem.setProperty("code", code);
            problem.setProperty("facts", Map.of());
        }
        return new ResponseEntity<>(body, headers, status);
    }

    private static ResponseEntity<ProblemDetail> problem(HttpStatus status, String code, String detail, Map<String, ?> facts) {
        var problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setType(URI.create("/problems/" + code));
        problem.setProperty("code", code);
        problem.setProperty("facts", facts);
        return ResponseEntity.status(status).body(problem);
    }
}
