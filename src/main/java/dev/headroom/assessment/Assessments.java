package dev.headroom.assessment;

import dev.headroom.units.Resource;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;

/** The assessments that were made, newest first. */
@Service
public class Assessments {

    public Optional<Assessment> latest() {
        return Optional.empty();
    }

    public Optional<Assessment> find(UUID id) {
        return Optional.empty();
    }

    /**
     * Returns a forecast as an assessment gave it.
     *
     * @param subject a pool's or a node's id
     */
    public Optional<ForecastSnapshot> forecast(UUID assessment, SubjectKind kind, String subject, Resource resource) {
        return Optional.empty();
    }

    /** What a forecast is about. */
    public enum SubjectKind {
        POOL,
        NODE
    }
}
