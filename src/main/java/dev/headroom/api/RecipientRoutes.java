package dev.headroom.api;

import dev.headroom.access.Scope;
import dev.headroom.report.Recipient;
import dev.headroom.report.ReportRecipients;
import dev.headroom.report.Wishes;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(path = "/api/v1/reports/recipients", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Report", description = "The weekly report")
class RecipientRoutes {

    private final ReportRecipients recipients;

    /** Somebody whom the report is mailed to; {@code null} is the planning time zone, or the assessment's currency. */
    record RecipientView(
            UUID id,
            String address,
            String mailbox,
            boolean bySetting,
            String role,
            String language,
            @Nullable String zone,
            @Nullable String currency,
            String day,
            boolean pdf,
            boolean xlsx,
            @Nullable Instant unsubscribedAt) {

        static RecipientView of(Recipient recipient) {
            var zone = recipient.zone();
            var currency = recipient.currency();
            return new RecipientView(
                    recipient.id(),
                    recipient.address(),
                    recipient.mailbox(),
                    recipient.bySetting(),
                    recipient.role().code(),
                    recipient.language().code(),
                    zone == null ? null : zone.getId(),
                    currency == null ? null : currency.getCurrencyCode(),
                    recipient.day().name().toLowerCase(Locale.ROOT),
                    recipient.pdf(),
                    recipient.xlsx(),
                    recipient.unsubscribedAt());
        }
    }

    /** How the report is wanted; what is left out is cto, en, the planning time zone, the assessment's currency, monday, false. */
    record RecipientWishes(
            @Nullable String role,
            @Nullable String language,
            @Nullable String zone,
            @Nullable String currency,
            @Nullable String day,
            @Nullable Boolean pdf,
            @Nullable Boolean xlsx,
            @Nullable Boolean subscribed) {

        Wishes wishes() {
            return Wishes.of(role, language, zone, currency, day, Boolean.TRUE.equals(pdf), Boolean.TRUE.equals(xlsx));
        }
    }

    record NewRecipient(
            @NotNull @Nullable String address,
            @Nullable String role,
            @Nullable String language,
            @Nullable String zone,
            @Nullable String currency,
            @Nullable String day,
            @Nullable Boolean pdf,
            @Nullable Boolean xlsx) {}

    record Recipients(List<RecipientView> items, @Nullable String nextCursor) {}

    RecipientRoutes(ReportRecipients recipients) {
        this.recipients = recipients;
    }

    @Operation(operationId = "listRecipients", summary = "Who gets the weekly report, and how")
    @Needs(Scope.ADMIN)
    @GetMapping
    Recipients all() {
        return new Recipients(recipients.all().stream().map(RecipientView::of).toList(), null);
    }

    @Operation(operationId = "addRecipient", summary = "Adds a recipient of the weekly report")
    @ApiResponse(responseCode = "201", description = "The recipient")
    @Needs(Scope.ADMIN)
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<RecipientView> add(@RequestBody @Valid NewRecipient wanted) {
        var added = recipients.add(
                String.valueOf(wanted.address()),
                Wishes.of(
                        wanted.role(),
                        wanted.language(),
                        wanted.zone(),
                        wanted.currency(),
                        wanted.day(),
                        Boolean.TRUE.equals(wanted.pdf()),
                        Boolean.TRUE.equals(wanted.xlsx())));
        return ResponseEntity.created(URI.create("/api/v1/reports/recipients/" + added.id()))
                .body(RecipientView.of(added));
    }

    @Operation(
            operationId = "changeRecipient",
            summary = "Says anew how a recipient wants the report, or whether it does")
    @Needs(Scope.ADMIN)
    @PutMapping(path = "/{recipient}", consumes = MediaType.APPLICATION_JSON_VALUE)
    RecipientView change(@PathVariable UUID recipient, @RequestBody @Valid RecipientWishes wanted) {
        var changed = recipients.change(recipient, wanted.wishes());
        var subscribed = wanted.subscribed();
        return RecipientView.of(subscribed == null ? changed : recipients.subscribe(recipient, subscribed));
    }

    @Operation(
            operationId = "removeRecipient",
            summary = "Removes a recipient; one that the settings name is unsubscribed instead")
    @Needs(Scope.ADMIN)
    @DeleteMapping("/{recipient}")
    ResponseEntity<Void> remove(@PathVariable UUID recipient) {
        recipients.remove(recipient);
        return ResponseEntity.noContent().build();
    }
}
