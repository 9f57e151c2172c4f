package dev.headroom.assessment;

import dev.headroom.inventory.Subject;
import dev.headroom.units.Resource;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The assessments that were made, kept as they were given. */
@Service
public class Assessments {

    private final JdbcClient database;
    private final JdbcTemplate batches;
    private final SnapshotJson json = new SnapshotJson();

    private volatile @Nullable Remembered remembered;

    private record Remembered(String sha256, Assessment assessment) {}

    Assessments(JdbcClient database, JdbcTemplate batches) {
        this.database = database;
        this.batches = batches;
    }

    /** Keeps an assessment and its forecasts, all or nothing. */
    @Transactional
    public void save(Assessment assessment, Map<Subject, List<ForecastSnapshot>> forecasts) {
        var document = json.write(assessment);
        database.sql("insert into assessment (id, as_of, generated_at, sha256, document) values (?, ?, ?, ?, ?)")
                .params(
                        assessment.id(),
                        assessment.asOf(),
                        OffsetDateTime.ofInstant(assessment.generatedAt(), ZoneOffset.UTC),
                        sha256(document),
                        document)
                .update();
        var rows = forecasts.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream().map(forecast -> new Object[] {
                    assessment.id(),
                    entry.getKey().kind().name(),
                    entry.getKey().id(),
                    forecast.resource().id(),
                    json.write(forecast)
                }))
                .toList();
        batches.batchUpdate(
                "insert into assessment_forecast (assessment_id, subject_kind, subject_id, resource, document)"
                        + " values (?, ?, ?, ?, ?)",
                rows);
    }

    /** Returns the newest assessment. It is asked for with every page, so it is read once and remembered for as long as it is the newest. */
    public Optional<Assessment> latest() {
        var known = remembered;
        var newest = database.sql("select sha256 from assessment order by generated_at desc limit 1")
                .query(String.class)
                .optional();
        if (known != null && newest.filter(known.sha256()::equals).isPresent()) {
            return Optional.of(known.assessment());
        }
        return database.sql("select sha256, document from assessment order by generated_at desc limit 1")
                .query((row, number) ->
                        new Remembered(row.getString("sha256"), json.read(row.getString("document"), Assessment.class)))
                .optional()
                .map(read -> {
                    remembered = read;
                    return read.assessment();
                });
    }

    /** Returns which assessment {@link #latest()} would give, without reading it. */
    public Optional<UUID> latestId() {
        return database.sql("select id from assessment order by generated_at desc limit 1")
                .query(UUID.class)
                .optional();
    }

    public Optional<Assessment> find(UUID id) {
        return read("select document from assessment where id = ?", id);
    }

    /** Returns the newest assessment of that day or before it: what was known then. */
    public Optional<Assessment> asOf(LocalDate day) {
        return read(
                "select document from assessment where as_of <= ? order by as_of desc, generated_at desc limit 1", day);
    }

    /** Returns a forecast as an assessment gave it; empty where it gave none. */
    public Optional<ForecastSnapshot> forecast(UUID assessment, Subject subject, Resource resource) {
        return database.sql("select document from assessment_forecast"
                        + " where assessment_id = ? and subject_kind = ? and subject_id = ? and resource = ?")
                .params(assessment, subject.kind().name(), subject.id(), resource.id())
                .query(String.class)
                .optional()
                .map(document -> json.read(document, ForecastSnapshot.class));
    }

    /** Which forecasts an assessment gave. */
    record ForecastKey(Subject subject, Resource resource) {}

    List<ForecastKey> forecasts(UUID assessment) {
        return database.sql("select subject_kind, subject_id, resource from assessment_forecast where assessment_id = ?"
                        + " order by subject_kind, subject_id, resource")
                .param(assessment)
                .query((row, number) -> new ForecastKey(
                        new Subject(Subject.Kind.valueOf(row.getString(1)), row.getString(2)),
                        new Resource(row.getString(3))))
                .list();
    }

    private Optional<Assessment> read(String sql, Object... params) {
        return database.sql(sql)
                .params(params)
                .query(String.class)
                .optional()
                .map(document -> json.read(document, Assessment.class));
    }

    static String sha256(String document) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(document.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
