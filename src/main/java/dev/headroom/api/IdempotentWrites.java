package dev.headroom.api;

import dev.headroom.access.Caller;
import dev.headroom.access.Problem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * Gives a write that comes again with the same {@code Idempotency-Key} the answer of the first time, for {@link StoredAnswers#KEPT}. The write and
 * its answer are one transaction, so that a crash leaves both or neither. A write that reaches beyond the database is noted before it begins;
 * where it never ended, nobody knows whether it took effect, and that is what a repetition is told. What failed had no effect and is not kept.
 */
final class IdempotentWrites extends OncePerRequestFilter {

    static final String KEY = "Idempotency-Key";
    static final String REPLAYED = "Idempotency-Replayed";

    private static final Set<String> WRITES = Set.of("POST", "PUT", "PATCH", "DELETE");
    private static final Set<String> KEPT_HEADERS =
            Set.of(HttpHeaders.CONTENT_TYPE, HttpHeaders.LOCATION, HttpHeaders.ETAG);
    private static final int LONGEST_KEY = 255;
    private static final int LONGEST_BODY = 8 << 20;
    private static final int LOCKS = 256;
    private static final Logger log = LoggerFactory.getLogger(IdempotentWrites.class);

    private final StoredAnswers answers;
    private final TransactionTemplate transaction;
    private final Predicate<HttpServletRequest> reachesBeyond;

    /** Keeps repetitions from waiting in the database, where each would hold a connection. */
    private final Object[] locks = new Object[LOCKS];

    IdempotentWrites(
            StoredAnswers answers, TransactionTemplate transaction, Predicate<HttpServletRequest> reachesBeyond) {
        this.answers = answers;
        this.transaction = transaction;
        this.reachesBeyond = reachesBeyond;
        Arrays.setAll(locks, i -> new Object());
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !WRITES.contains(request.getMethod()) || request.getHeader(KEY) == null;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var key = request.getHeader(KEY).strip();
        if (key.isEmpty() || key.length() > LONGEST_KEY || !key.chars().allMatch(c -> c >= ' ' && c < 127)) {
            Problem.write(
                    response,
                    ApiProblem.invalid(KEY, null, "must have 1 to " + LONGEST_KEY + " printable ASCII characters")
                            .problem());
            return;
        }
        var body = request.getInputStream().readNBytes(LONGEST_BODY + 1);
        if (body.length > LONGEST_BODY) {
            Problem.write(
                    response,
                    Problem.of(
                            HttpStatus.CONTENT_TOO_LARGE,
                            "body-too-large",
                            "Body too large",
                            "A body has at most " + LONGEST_BODY + " bytes."));
            return;
        }
        var secret = Objects.toString(request.getHeader(HttpHeaders.AUTHORIZATION), "");
        var write = new StoredAnswers.Write(Caller.current().id(), key, fingerprint(request, body), secret);
        var again = new RepeatableRequest(request, body);
        var held = new ContentCachingResponseWrapper(response);
        synchronized (locks[Math.floorMod(Arrays.hashCode(StoredAnswers.sha256(write.caller() + key)), LOCKS)]) {
            if (reachesBeyond.test(request)) {
                beyondTheDatabase(write, again, held, chain);
            } else {
                inOneTransaction(write, again, held, chain);
            }
        }
        held.copyBodyToResponse();
    }

    private void inOneTransaction(
            StoredAnswers.Write write,
            HttpServletRequest request,
            ContentCachingResponseWrapper response,
            FilterChain chain)
            throws ServletException, IOException {
        try {
            transaction.execute(status -> {
                if (!answers.begin(write)) {
                    replay(write, response);
                    return null;
                }
                run(chain, request, response);
                if (response.getStatus() < HttpStatus.BAD_REQUEST.value()) {
                    answers.finish(write, answer(response));
                } else {
                    status.setRollbackOnly();
                }
                return null;
            });
        } catch (Wrapped wrapped) {
            throw wrapped.failure;
        } catch (TransactionException | org.springframework.dao.DataAccessException undone) {
            log.error("write undone", undone);
            response.reset();
            Problem.write(response, ApiErrors.unavailable());
        }
    }

    private void beyondTheDatabase(
            StoredAnswers.Write write,
            HttpServletRequest request,
            ContentCachingResponseWrapper response,
            FilterChain chain)
            throws ServletException, IOException {
        if (!Boolean.TRUE.equals(transaction.execute(status -> answers.begin(write)))) {
            replay(write, response);
            return;
        }
        chain.doFilter(request, response);
        transaction.executeWithoutResult(status -> {
            if (response.getStatus() < HttpStatus.BAD_REQUEST.value()) {
                answers.finish(write, answer(response));
            } else {
                answers.forget(write);
            }
        });
    }

    private void replay(StoredAnswers.Write write, ContentCachingResponseWrapper response) {
        var known = answers.known(write);
        try {
            if (!Arrays.equals(known.request(), write.request())) {
                Problem.write(
                        response,
                        ApiProblem.field(
                                HttpStatus.UNPROCESSABLE_CONTENT,
                                "idempotency-key-reused",
                                "Idempotency key reused",
                                new ApiProblem.FieldError(
                                        KEY, write.key(), "was sent before with another request: take a new one")));
                return;
            }
            var answer = known.answer();
            if (answer == null) {
                Problem.write(
                        response,
                        Problem.of(
                                HttpStatus.CONFLICT,
                                "outcome-unknown",
                                "Outcome unknown",
                                "The request with this key has not ended: it is under way, or was cut off. See what has"
                                        + " become of it before you send it with a new key."));
                return;
            }
            response.setStatus(answer.status());
            answer.headers().forEach(response::setHeader);
            response.setHeader(REPLAYED, "true");
            response.getOutputStream().write(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void run(FilterChain chain, HttpServletRequest request, HttpServletResponse response) {
        try {
            chain.doFilter(request, response);
        } catch (ServletException e) {
            throw new Wrapped(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static StoredAnswers.Answer answer(ContentCachingResponseWrapper response) {
        var headers = new LinkedHashMap<String, String>();
        for (var name : KEPT_HEADERS) {
            var value = name.equals(HttpHeaders.CONTENT_TYPE) ? response.getContentType() : response.getHeader(name);
            if (value != null) {
                headers.put(name, value);
            }
        }
        return new StoredAnswers.Answer(response.getStatus(), headers, response.getContentAsByteArray());
    }

    private static byte[] fingerprint(HttpServletRequest request, byte[] body) {
        var bytes = new ByteArrayOutputStream();
        var head = request.getMethod() + " " + request.getRequestURI() + "?" + request.getQueryString() + "\n"
                + request.getContentType() + "\n" + request.getHeader(HttpHeaders.IF_MATCH) + "\n";
        bytes.writeBytes(head.getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(body);
        return StoredAnswers.sha256(bytes.toByteArray());
    }

    private static final class Wrapped extends RuntimeException {
        private final transient ServletException failure;

        Wrapped(ServletException failure) {
            super(failure);
            this.failure = failure;
        }
    }

    /** A request whose body has been read already. */
    private static final class RepeatableRequest extends HttpServletRequestWrapper {

        private final byte[] body;

        RepeatableRequest(HttpServletRequest request, byte[] body) {
            super(request);
            this.body = body;
        }

        @Override
        public ServletInputStream getInputStream() {
            var bytes = new ByteArrayInputStream(body);
            return new ServletInputStream() {
                @Override
                public int read() {
                    return bytes.read();
                }

                @Override
                public int read(byte[] target, int offset, int length) {
                    return bytes.read(target, offset, length);
                }

                @Override
                public boolean isFinished() {
                    return bytes.available() == 0;
                }

                @Override
                public boolean isReady() {
                    return true;
                }

                @Override
                public void setReadListener(ReadListener listener) {
                    throw new UnsupportedOperationException("the body is there already");
                }
            };
        }

        @Override
        public BufferedReader getReader() {
            return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
        }
    }
}
