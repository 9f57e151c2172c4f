package dev.headroom.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Set;
import org.springframework.security.core.context.DeferredSecurityContext;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.HttpRequestResponseHolder;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextRepository;

/** Lets a logged-in user's browser read the API, for downloads from pages; it begins no session, and writes need a token. */
final class ReadingSession implements SecurityContextRepository {

    private static final Set<String> READS = Set.of("GET", "HEAD");

    private final HttpSessionSecurityContextRepository sessions = new HttpSessionSecurityContextRepository();

    @Override
    public DeferredSecurityContext loadDeferredContext(HttpServletRequest request) {
        return READS.contains(request.getMethod()) ? sessions.loadDeferredContext(request) : new Nobody();
    }

    @Override
    @SuppressWarnings("deprecation") // the interface still asks for it
    public SecurityContext loadContext(HttpRequestResponseHolder holder) {
        return loadDeferredContext(holder.getRequest()).get();
    }

    @Override
    public void saveContext(SecurityContext context, HttpServletRequest request, HttpServletResponse response) {
        // stateless
    }

    @Override
    public boolean containsContext(HttpServletRequest request) {
        return READS.contains(request.getMethod()) && sessions.containsContext(request);
    }

    private static final class Nobody implements DeferredSecurityContext {
        private final SecurityContext context = SecurityContextHolder.createEmptyContext();

        @Override
        public SecurityContext get() {
            return context;
        }

        @Override
        public boolean isGenerated() {
            return true;
        }
    }
}
