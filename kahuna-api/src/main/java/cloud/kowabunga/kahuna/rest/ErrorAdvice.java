package cloud.kowabunga.kahuna.rest;

import cloud.kowabunga.Id;
import cloud.kowabunga.fault.Category;
import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.fault.KowabungaException;
import cloud.kowabunga.kahuna.wire.ApiError;
import cloud.kowabunga.kahuna.wire.TooManyTries;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Turns whatever a controller or the framework throws into the one error shape. */
@RestControllerAdvice
final class ErrorAdvice extends ResponseEntityExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ErrorAdvice.class);

    @ExceptionHandler
    ResponseEntity<Object> said(KowabungaException no) {
        if (no.fault().category() == Category.BUG) {
            LOG.error("A request failed inside: {}", no.sentence(), no);
        }
        var headers = new HttpHeaders();
        if (no.fault().category() == Category.TRANSIENT) {
            headers.set(HttpHeaders.RETRY_AFTER, ApiError.RETRY_AFTER_SECONDS);
        }
        return answer(ApiError.of(no), headers);
    }

    @ExceptionHandler
    ResponseEntity<Object> tooOften(TooManyTries no) {
        var headers = new HttpHeaders();
        headers.set(HttpHeaders.RETRY_AFTER, Long.toString(no.pause().toSeconds()));
        return answer(error(HttpStatus.TOO_MANY_REQUESTS, String.valueOf(no.getMessage())), headers);
    }

    /** Tomcat reads the query only when somebody asks for a parameter. */
    @ExceptionHandler
    ResponseEntity<Object> unreadable(InvalidParameterException thrown) {
        return said(Fault.MALFORMED_REQUEST.because(
                "The query of the address cannot be read: a name, or what stands for a character, is missing.",
                thrown));
    }

    @ExceptionHandler
    ResponseEntity<Object> unexpected(Exception thrown) {
        return said(Outages.orBug(thrown));
    }

    @Override
    protected ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException thrown, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof BodyTooLarge) {
                return answer(error(HttpStatus.CONTENT_TOO_LARGE, BodyTooLarge.SENTENCE), headers);
            }
            // A value that refuses itself while it is read says why.
            if (cause instanceof KowabungaException no) {
                return said(no);
            }
        }
        return said(Fault.MALFORMED_REQUEST.because(Unreadable.sentence(thrown), thrown));
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleTypeMismatch(
            TypeMismatchException thrown, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        var wanted = thrown.getRequiredType();
        // Clients try a name where an id stands and expect to be told that there is no such thing.
        if (wanted != null && Id.class.isAssignableFrom(wanted)) {
            var noun = wanted.getSimpleName().replaceFirst("Id$", "");
            return said(Fault.NOT_FOUND.because("There is no %s '%s'.".formatted(noun, thrown.getValue())));
        }
        var name = thrown instanceof MethodArgumentTypeMismatchException argument ? argument.getName() : "parameter";
        return said(Fault.MALFORMED_REQUEST.because(
                "%s: %s is needed, not '%s'.".formatted(name, Unreadable.words(wanted), thrown.getValue())));
    }

    @Override
    protected ResponseEntity<Object> handleMissingServletRequestParameter(
            MissingServletRequestParameterException thrown,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        return said(Fault.MALFORMED_REQUEST.because(
                thrown.getParameterName() + ": this query parameter is required and was not given."));
    }

    @Override
    protected ResponseEntity<Object> handleNoResourceFoundException(
            NoResourceFoundException thrown, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return said(Fault.NOT_FOUND.because("There is nothing at this address. /docs lists what there is."));
    }

    @Override
    protected ResponseEntity<Object> handleHttpRequestMethodNotSupported(
            HttpRequestMethodNotSupportedException thrown,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        var allowed = thrown.getSupportedMethods();
        var sentence = "%s is not possible here%s."
                .formatted(thrown.getMethod(), allowed == null ? "" : ", but " + String.join(", ", allowed) + " is");
        return answer(error(HttpStatus.METHOD_NOT_ALLOWED, sentence), headers);
    }

    @Override
    protected ResponseEntity<Object> handleHttpMediaTypeNotSupported(
            HttpMediaTypeNotSupportedException thrown, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return answer(
                error(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "A body is read as application/json and as nothing else."),
                headers);
    }

    @Override
    protected ResponseEntity<Object> handleExceptionInternal(
            Exception thrown, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (status.is5xxServerError()) {
            return said(Outages.orBug(thrown));
        }
        var known = HttpStatus.resolve(status.value());
        return answer(error(known == null ? HttpStatus.BAD_REQUEST : known, Sentences.of(status.value())), headers);
    }

    static ApiError error(HttpStatus status, String sentence) {
        return new ApiError(status.value(), status.getReasonPhrase(), sentence);
    }

    private static ResponseEntity<Object> answer(ApiError error, HttpHeaders headers) {
        return ResponseEntity.status(error.status())
                .headers(headers)
                .contentType(MediaType.APPLICATION_JSON)
                .body(error);
    }
}
