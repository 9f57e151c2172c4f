package dev.headroom.catalog;

import java.util.ArrayList;
import java.util.List;

/** Finds what can't be in the company's own tables. */
final class OwnChecks {

    private OwnChecks() {}

    static List<Objection> objections(PriceBook book) {
        var objections = new ArrayList<Objection>();
        for (var table : BookTable.values()) {
            if (table.isOwn()) {
                book.forEachRepeated(
                        table,
                        (line, row) -> objections.add(new Objection(
                                table.file(),
                                line,
                                table.key().getFirst(),
                                row.cell(table.key().getFirst()),
                                "stands twice: " + String.join(", ", row.key()))));
            }
        }
        for (var quote : book.linedQuotes()) {
            if (book.servers().stream()
                    .noneMatch(server -> server.id().equals(quote.row().serverId()))) {
                objections.add(new Objection(
                        BookTable.QUOTES.file(),
                        quote.line(),
                        "model",
                        quote.row().serverId(),
                        "is no server of the book: add its cores, memory and ports there first"));
            }
        }
        return objections;
    }
}
