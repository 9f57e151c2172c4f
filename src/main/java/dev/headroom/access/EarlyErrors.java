package dev.headroom.access;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;

/**
 * Answers what the servlet container refuses before any filter sees it, such as a path that can't be decoded: with a problem
 * below {@code /api} and where no path could be read, with a page elsewhere.
 */
final class EarlyErrors extends ErrorReportValve {

    private static final String PAGE = page();

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        int status = response.getStatus();
        if (status < HttpStatus.BAD_REQUEST.value()
                || response.getContentWritten() > 0
                || response.isCommitted()
                || !response.setErrorReported()) {
            return;
        }
        SecureHeaders.all().forEach(response::setHeader);
        try {
            var known = HttpStatus.resolve(status);
            var title = known == null ? "Error" : known.getReasonPhrase();
            var path = request.getRequestURI();
            boolean read = path != null && !path.isEmpty();
            if (!read || path.startsWith(contextPath() + "/api/")) {
                Problem.write(
                        response,
                        Problem.of(
                                HttpStatusCode.valueOf(status),
                                title.toLowerCase(Locale.ROOT).replace(' ', '-'),
                                title,
                                detail(status, read, title)));
            } else {
                var body = PAGE.replace("{context}", contextPath())
                        .replace("{status}", Integer.toString(status))
                        .getBytes(StandardCharsets.UTF_8);
                response.setContentType(MediaType.TEXT_HTML_VALUE + ";charset=UTF-8");
                response.setContentLength(body.length);
                response.getOutputStream().write(body);
            }
            response.finishResponse();
        } catch (IOException gone) {
            container.getLogger().debug("the caller has gone", gone);
        }
    }

    private static String detail(int status, boolean read, String title) {
        if (status != HttpStatus.BAD_REQUEST.value()) {
            return title + ".";
        }
        return read
                ? "The path holds what can't be decoded or no path may hold, or the request's first lines are longer than 8 KB."
                : "The request's first lines can't be read, or are longer than 8 KB together.";
    }

    private String contextPath() {
        var contexts = getContainer().findChildren();
        return contexts.length == 0 ? "" : contexts[0].getName();
    }

    private static String page() {
        try (var page = EarlyErrors.class.getResourceAsStream("/templates/error/early.html")) {
            if (page == null) {
                throw new IOException("no page for early errors");
            }
            return new String(page.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
