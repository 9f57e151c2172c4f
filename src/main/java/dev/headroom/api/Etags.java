package dev.headroom.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.InputStream;
import org.springframework.web.filter.ShallowEtagHeaderFilter;

/** Marks each answer by its content, and answers 304 to who has it already. Answers may be compared but not kept, hence no-store. */
final class Etags extends ShallowEtagHeaderFilter {

    @Override
    protected boolean isEligibleForEtag(
            HttpServletRequest request, HttpServletResponse response, int status, InputStream body) {
        return request.getMethod().equals("GET") && status >= 200 && status < 300;
    }
}
