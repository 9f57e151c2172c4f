package dev.headroom.api;

import dev.headroom.access.Caller;
import dev.headroom.access.Scope;
import dev.headroom.api.ApiProblem.FieldError;
import dev.headroom.assessment.Assessments;
import dev.headroom.assessment.CostAnswers;
import dev.headroom.catalog.BookContents;
import dev.headroom.catalog.BookRow;
import dev.headroom.catalog.BookTable;
import dev.headroom.catalog.Objection;
import dev.headroom.catalog.OutdatedBook;
import dev.headroom.catalog.PriceBook;
import dev.headroom.catalog.PriceBooks;
import dev.headroom.catalog.PriceDate;
import dev.headroom.catalog.PriceSettings;
import dev.headroom.catalog.RefusedBook;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Null;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(
        path = "/api/v1/catalog",
        produces = {MediaType.APPLICATION_JSON_VALUE, TableConverter.CSV_VALUE, TableConverter.XLSX_VALUE})
@Tag(
        name = "Price book",
        description = "What things cost, each row with its source and date; every change is a version")
class CatalogRoutes {

    private static final String WHOLE = "must be null: only the whole list can be replaced";

    private static final String MOST = "20000";
    private static final List<BookTable> CLOUD_TABLES = List.of(
            BookTable.CLOUD_INSTANCES, BookTable.CLOUD_EGRESS, BookTable.CLOUD_FEES, BookTable.COMMITMENT_DISCOUNTS);

    private final PriceBooks books;
    private final PriceSettings settings;
    private final CostAnswers answers;
    private final Assessments assessments;
    private final Clock clock;
    private final ZoneId zone;

    CatalogRoutes(
            PriceBooks books,
            PriceSettings settings,
            CostAnswers answers,
            Assessments assessments,
            Clock clock,
            ZoneId planningZone) {
        this.books = books;
        this.settings = settings;
        this.answers = answers;
        this.assessments = assessments;
        this.clock = clock;
        this.zone = planningZone;
    }

    /** All offers of servers, in place of those that are kept. */
    record Servers(
            @NotNull @Nullable List<CatalogItem.@NotNull Server> items,

            @Null(message = WHOLE)
            @Schema(types = "null", description = "As it was read; a part replaces nothing")
            @Nullable
            String nextCursor,

            @Nullable String reason) {}

    /** All prices of clouds, in place of those that are kept. */
    record Clouds(
            @NotNull @Nullable List<CatalogItem.@NotNull Cloud> items,

            @Null(message = WHOLE)
            @Schema(types = "null", description = "As it was read; a part replaces nothing")
            @Nullable
            String nextCursor,

            @Nullable String reason) {}

    @Operation(
            operationId = "listServers",
            summary = "Offers of servers, past ones too",
            description = "The `ETag` is the version of the price book: send it as `If-Match` when you change it.")
    @Needs(Scope.FINANCE)
    @GetMapping("/servers")
    ResponseEntity<Items<CatalogItem.Server>> servers(
            @RequestParam(defaultValue = MOST) @Min(1) @Max(20_000) int limit,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "json") String format) {
        int version = books.newest();
        return Versions.answer(version, servers(version, cursor, limit));
    }

    @Operation(
            operationId = "replaceServers",
            summary = "Replaces the offers of servers",
            description = "The whole list, as it was read; what is refused changes nothing.")
    @Needs(Scope.FINANCE)
    @PutMapping(path = "/servers", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Items<CatalogItem.Server>> replaceServers(
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody @Valid Servers wanted) {
        var items = wanted.items() == null ? List.<CatalogItem.Server>of() : wanted.items();
        int version = replace(
                ifMatch,
                List.of(BookTable.BARE_METAL_SERVERS),
                items.stream().map(CatalogItem.Server::row).toList(),
                wanted.reason());
        return Versions.answer(version, servers(version, null, Integer.parseInt(MOST)));
    }

    private Items<CatalogItem.Server> servers(int version, @Nullable String cursor, int limit) {
        var book = book(version);
        var today = today();
        var rows = book.contents().rows(BookTable.BARE_METAL_SERVERS);
        var items = new ArrayList<CatalogItem.Server>();
        for (int i = 0; i < rows.size(); i++) {
            var offer = book.servers().get(i);
            items.add(CatalogItem.Server.of(
                    rows.get(i),
                    offer.id(),
                    offer.isOrderableOn(today),
                    book.isAllowed(offer.id()),
                    settings.isStale(offer.asOf(), today)));
        }
        return page("servers", List.of(BookTable.BARE_METAL_SERVERS), items, rows, cursor, limit);
    }

    @Operation(
            operationId = "listCloudPrices",
            summary = "Prices of clouds: instances, egress tiers, fees, discounts",
            description = "The `ETag` is the version of the price book: send it as `If-Match` when you change it.")
    @Needs(Scope.FINANCE)
    @GetMapping("/clouds")
    ResponseEntity<Items<CatalogItem.Cloud>> clouds(
            @RequestParam(defaultValue = MOST) @Min(1) @Max(20_000) int limit,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "json") String format) {
        int version = books.newest();
        return Versions.answer(version, clouds(version, cursor, limit));
    }

    @Operation(
            operationId = "replaceCloudPrices",
            summary = "Replaces the prices of clouds",
            description = "The whole list, as it was read; what is refused changes nothing.")
    @Needs(Scope.FINANCE)
    @PutMapping(path = "/clouds", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Items<CatalogItem.Cloud>> replaceClouds(
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody @Valid Clouds wanted) {
        var items = wanted.items() == null ? List.<CatalogItem.Cloud>of() : wanted.items();
        var rows = new ArrayList<BookRow>();
        for (int i = 0; i < items.size(); i++) {
            var table = items.get(i).table();
            if (table == null) {
                throw ApiProblem.invalid(
                        "items[" + i + "].kind", items.get(i).kind(), "must be instance, egress, fee or discount");
            }
            rows.add(items.get(i).row(table));
        }
        int version = replace(ifMatch, CLOUD_TABLES, rows, wanted.reason());
        return Versions.answer(version, clouds(version, null, Integer.parseInt(MOST)));
    }

    private Items<CatalogItem.Cloud> clouds(int version, @Nullable String cursor, int limit) {
        var today = today();
        var contents = book(version).contents();
        var rows = CLOUD_TABLES.stream()
                .flatMap(table -> contents.rows(table).stream())
                .toList();
        var items = rows.stream()
                .map(row -> CatalogItem.Cloud.of(row, settings.isStale(PriceDate.of(row.cell("as_of")), today)))
                .toList();
        return page("clouds", CLOUD_TABLES, items, rows, cursor, limit);
    }

    /** Items keep the order of the file, so that what was read can be sent back. */
    private static <T> Items<T> page(
            String name,
            List<BookTable> tables,
            List<T> items,
            List<BookRow> rows,
            @Nullable String cursor,
            int limit) {
        var numbered = Stream.iterate(0, i -> i < items.size(), i -> i + 1).toList();
        var page = Items.page(
                name, numbered, "%08d"::formatted, cursor, limit, indexes -> new Table(name, List.of(), List.of()));
        var shown = page.items().stream().map(rows::get).toList();
        var columns = tables.stream()
                .flatMap(table -> table.columns().stream())
                .distinct()
                .toList();
        return new Items<>(
                page.items().stream().map(items::get).toList(),
                page.nextCursor(),
                new Table(
                        name,
                        columns,
                        shown.stream()
                                .map(row -> columns.stream()
                                        .<@Nullable Object>map(row::cell)
                                        .toList())
                                .toList()));
    }

    @Operation(
            operationId = "exportPriceTable",
            summary = "A table of the price book as its CSV file",
            description = "Tables: cloud-instances, cloud-egress, cloud-fees, commitment-discounts, bare-metal-servers,"
                    + " server-upgrades, tco-assumptions, allowed-servers, own-servers, own-costs, quotes, budgets,"
                    + " actual-costs.")
    @Needs(Scope.FINANCE)
    @GetMapping(path = "/tables/{table}", produces = TableConverter.CSV_VALUE)
    ResponseEntity<String> export(@PathVariable String table) {
        int version = books.newest();
        return Versions.answer(version, book(version).contents().csv(table(table)));
    }

    @Operation(
            operationId = "importPriceTable",
            summary = "Replaces a table of the price book by a CSV file",
            description = "Up to 20,000 rows; a row that can't be read or believed refuses the whole file.")
    @Needs(Scope.FINANCE)
    @PutMapping(
            path = "/tables/{table}",
            consumes = TableConverter.CSV_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<VersionView> importTable(
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @PathVariable String table,
            @RequestParam(required = false) @Nullable String reason,
            @RequestBody String csv) {
        int base = base(ifMatch);
        var replaced = table(table);
        int version = change(
                base,
                book(base).contents().with(replaced, csv),
                reason == null ? "import of " + replaced.file() : reason,
                Map.of());
        return Versions.answer(version, view(version));
    }

    @Operation(operationId = "listPriceBookVersions", summary = "All versions of the price book, the oldest first")
    @Needs(Scope.FINANCE)
    @GetMapping("/versions")
    Items<VersionView> versions(
            @RequestParam(defaultValue = "100") @Min(1) @Max(1000) int limit,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "json") String format) {
        return Items.page(
                "versions",
                books.versions().stream().map(VersionView::of).toList(),
                version -> "%08d".formatted(version.version()),
                cursor,
                limit,
                page -> new Table(
                        "price-book-versions",
                        List.of("version", "madeBy", "madeAt", "reason"),
                        page.stream()
                                .map(v -> List.<@Nullable Object>of(v.version(), v.madeBy(), v.madeAt(), v.reason()))
                                .toList()));
    }

    @Operation(
            operationId = "comparePriceBookVersions",
            summary = "What two versions differ in, and what of it moves the answer",
            description =
                    "The latest assessment's demand and plan are priced with both versions; the plan is not solved anew.")
    @Needs(Scope.FINANCE)
    @GetMapping("/changes")
    CatalogChanges changes(@RequestParam int from, @RequestParam int to) {
        var before = known("from", from);
        var after = known("to", to);
        return CatalogChanges.of(
                from,
                to,
                before.contents().changesTo(after.contents()),
                assessments
                        .latest()
                        .map(latest -> answers.effects(latest, from, to))
                        .orElse(List.of()));
    }

    private PriceBook known(String field, int version) {
        books.newest();
        return books.version(version)
                .orElseThrow(() -> ApiProblem.invalid(field, version, "is no version of the price book"));
    }

    private int base(@Nullable String ifMatch) {
        int newest = books.newest();
        Versions.check(ifMatch, newest);
        return newest;
    }

    private PriceBook book(int version) {
        return books.version(version).orElseThrow();
    }

    private VersionView view(int version) {
        return books.versions().stream()
                .filter(known -> known.number() == version)
                .map(VersionView::of)
                .findFirst()
                .orElseThrow();
    }

    /** Puts rows in place of all that the tables held; each row goes to its own. */
    private int replace(@Nullable String ifMatch, List<BookTable> tables, List<BookRow> rows, @Nullable String reason) {
        int base = base(ifMatch);
        var contents = book(base).contents();
        var places = new EnumMap<BookTable, List<Integer>>(BookTable.class);
        for (var table : tables) {
            var place = IntStream.range(0, rows.size())
                    .filter(i -> rows.get(i).table() == table)
                    .boxed()
                    .toList();
            places.put(table, place);
            contents = contents.with(table, place.stream().map(rows::get).toList());
        }
        return change(base, contents, reason, places);
    }

    private int change(int base, BookContents contents, @Nullable String reason, Map<BookTable, List<Integer>> places) {
        Function<Objection, FieldError> error = objection -> error(objection, places);
        try {
            return books.change(
                    base, contents, Caller.current().name(), reason == null ? "changed by the API" : reason);
        } catch (RefusedBook refused) {
            throw ApiProblem.invalid(
                    refused.objections().stream().map(error).limit(100).toList());
        } catch (OutdatedBook outdated) {
            throw ApiProblem.of(
                    HttpStatus.PRECONDITION_FAILED,
                    "changed-meanwhile",
                    "Changed meanwhile",
                    "The price book is at version " + Versions.etag(outdated.newest()) + " now: read it again.");
        }
    }

    private static FieldError error(Objection objection, Map<BookTable, List<Integer>> places) {
        for (var entry : places.entrySet()) {
            int row = (int) objection.line() - 2;
            if (entry.getKey().file().equals(objection.file())
                    && row >= 0
                    && row < entry.getValue().size()) {
                return new FieldError(
                        "items[" + entry.getValue().get(row) + "]"
                                + (objection.column().isEmpty() ? "" : "." + CatalogItem.field(objection.column())),
                        objection.value(),
                        objection.reason());
            }
        }
        return new FieldError(
                objection.file() + " line " + objection.line()
                        + (objection.column().isEmpty() ? "" : ", " + objection.column()),
                objection.value(),
                objection.reason());
    }

    private static BookTable table(String id) {
        return BookTable.of(id).orElseThrow(() -> ApiProblem.notFound("table", id));
    }

    private LocalDate today() {
        return LocalDate.now(clock.withZone(zone));
    }
}
