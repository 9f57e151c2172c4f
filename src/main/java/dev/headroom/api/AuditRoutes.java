package dev.headroom.api;

import dev.headroom.access.Audit;
import dev.headroom.access.AuditEntry;
import dev.headroom.access.AuditFilter;
import dev.headroom.access.AuditSeal;
import dev.headroom.access.AuditVerification;
import dev.headroom.access.Scope;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

@RestController
@RequestMapping("/api/v1/audit")
@Tag(name = "Audit", description = "Who changed what, and the proof that nobody has changed that")
class AuditRoutes {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int LONGEST = 200;

    private final Audit audit;

    /** A row of the chain. */
    record EntryView(
            long sequence,
            Instant at,

            @Schema(example = "user:0d8a2f5e-6c1b-4d6e-9a53-1f0e2b7c9d11")
            String actor,

            String actorName,
            @Schema(example = "user.added") String action,
            @Schema(example = "user:anna@example.com") String subject,

            @Schema(additionalProperties = Schema.AdditionalPropertiesValue.TRUE)
            Map<String, Object> details,

            String previousSha256,
            String sha256,
            String signingKey,
            String signature) {

        @SuppressWarnings("unchecked") // details are always an object
        static EntryView of(AuditEntry entry) {
            return new EntryView(
                    entry.sequence(),
                    entry.at(),
                    entry.actor(),
                    entry.actorName(),
                    entry.action(),
                    entry.subject(),
                    JSON.readValue(entry.details(), Map.class),
                    entry.previousSha256(),
                    entry.sha256(),
                    entry.signingKey(),
                    entry.signature());
        }

        static Table table(List<EntryView> entries) {
            return new Table(
                    "audit",
                    List.of("sequence", "at", "actor", "actorName", "action", "subject", "details", "sha256"),
                    entries.stream()
                            .map(entry -> Arrays.<@Nullable Object>asList(
                                    entry.sequence(),
                                    entry.at(),
                                    entry.actor(),
                                    entry.actorName(),
                                    entry.action(),
                                    entry.subject(),
                                    JSON.writeValueAsString(entry.details()),
                                    entry.sha256()))
                            .toList());
        }
    }

    /**
     * Whether the chain holds, and its newest row, signed.
     *
     * @param badRow the first row that is wrong
     * @param seal   to keep elsewhere; null before the first row
     */
    record VerificationView(
            boolean holds,
            long rows,
            int seals,
            @Nullable Long badRow,
            @Nullable String reason,
            @Nullable String caution,
            @Nullable AuditSeal seal) {

        static VerificationView of(AuditVerification.Result result, @Nullable AuditSeal seal) {
            return new VerificationView(
                    result.holds(),
                    result.rows(),
                    result.seals(),
                    result.badRow(),
                    result.reason(),
                    result.caution(),
                    seal);
        }
    }

    AuditRoutes(Audit audit) {
        this.audit = audit;
    }

    @Operation(
            operationId = "listAudit",
            summary = "The audit chain, newest row first",
            description = "From the moment `from` up to but not including `to`; `actor` is part of a name, `action` and"
                    + " `subject` are how they begin.")
    @Needs(Scope.ADMIN)
    @GetMapping(produces = {MediaType.APPLICATION_JSON_VALUE, TableConverter.CSV_VALUE, TableConverter.XLSX_VALUE})
    Items<EntryView> entries(
            @RequestParam(required = false) @Nullable OffsetDateTime from,
            @RequestParam(required = false) @Nullable OffsetDateTime to,
            @RequestParam(required = false) @Size(max = LONGEST) @Nullable String actor,
            @RequestParam(required = false) @Size(max = LONGEST) @Nullable String action,
            @RequestParam(required = false) @Size(max = LONGEST) @Nullable String subject,
            @RequestParam(defaultValue = "100") @Min(1) @Max(1000) int limit,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "json") String format) {
        var filter = new AuditFilter(
                moment("from", from),
                moment("to", to),
                text("actor", actor),
                text("action", action),
                text("subject", subject));
        var before = cursor == null ? null : Items.number("audit", cursor);
        var rows = audit.entries(filter, before, limit + 1);
        var page = rows.stream().limit(limit).map(EntryView::of).toList();
        var next = rows.size() > limit
                ? Items.cursor("audit", Long.toString(page.getLast().sequence()))
                : null;
        return new Items<>(page, next, EntryView.table(page));
    }

    @Operation(operationId = "verifyAudit", summary = "Checks the whole audit chain now")
    @Needs(Scope.ADMIN)
    @GetMapping(path = "/verification", produces = MediaType.APPLICATION_JSON_VALUE)
    VerificationView verification() {
        return VerificationView.of(audit.verify(), audit.seal().orElse(null));
    }

    private static @Nullable Instant moment(String field, @Nullable OffsetDateTime moment) {
        if (moment != null && (moment.getYear() < 1 || moment.getYear() > 9999)) {
            throw ApiProblem.invalid(field, moment.toString(), "must be a moment of the years 1 to 9999");
        }
        return moment == null ? null : moment.toInstant();
    }

    private static @Nullable String text(String field, @Nullable String text) {
        if (text != null && text.indexOf('\0') >= 0) {
            throw ApiProblem.invalid(field, null, "must not hold the character 0");
        }
        return text;
    }
}
