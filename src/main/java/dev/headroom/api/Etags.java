package dev.headroom.api;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.ShallowEtagHeaderFilter;

/**
 * Marks each answer by its content, and answers 304 to who has it already. Answers may be compared but not kept, hence no-store. Whoever takes
 * compressed answers gets weak marks: a strong one would be the same for other bytes, and keeps the container from compressing.
 */
final class Etags extends ShallowEtagHeaderFilter {

    private static final String WEAK = "W/";

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var encodings = request.getHeader(HttpHeaders.ACCEPT_ENCODING);
        boolean zipped = encodings != null && encodings.toLowerCase(Locale.ROOT).contains("gzip");
        super.doFilterInternal(request, zipped ? new WeakEtags(response) : response, chain);
    }

    @Override
    protected boolean isEligibleForEtag(
            HttpServletRequest request, HttpServletResponse response, int status, InputStream body) {
        return request.getMethod().equals("GET") && status >= 200 && status < 300;
    }

    /** Returns a mark without saying how strong it is. */
    static String opaque(String etag) {
        return etag.startsWith(WEAK) ? etag.substring(WEAK.length()) : etag;
    }

    private static final class WeakEtags extends HttpServletResponseWrapper {

        WeakEtags(HttpServletResponse response) {
            super(response);
        }

        @Override
        public void setHeader(String name, @Nullable String value) {
            super.setHeader(name, weak(name, value));
        }

        @Override
        public void addHeader(String name, @Nullable String value) {
            super.addHeader(name, weak(name, value));
        }

        private static @Nullable String weak(String name, @Nullable String value) {
            return value == null || !name.equalsIgnoreCase(HttpHeaders.ETAG) ? value : WEAK + opaque(value);
        }
    }
}
