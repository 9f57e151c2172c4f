package dev.headroom.catalog;

import java.util.List;

/** A server that the company may buy, and who says so. */
public record AllowedServer(String id, String source, PriceDate asOf, String notes) {

    static final List<String> COLUMNS = List.of("vendor", "model", "source", "as_of", "notes");

    static AllowedServer of(PriceTable.Row row) {
        return new AllowedServer(
                ServerOffer.idOf(row.required("vendor"), row.required("model")),
                row.required("source"),
                row.date("as_of"),
                row.text("notes"));
    }
}
