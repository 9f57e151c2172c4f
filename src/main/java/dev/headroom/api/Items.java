package dev.headroom.api;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.swagger.v3.oas.annotations.media.Schema;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list.
 *
 * @param nextCursor where the next page begins; null on the last one
 */
record Items<T>(
        List<T> items,
        @Schema(types = {"string", "null"}) @Nullable String nextCursor,
        @JsonIgnore @Schema(hidden = true) Table table)
        implements Table.Tabular {

    private static final String MARK = " after:";
    private static final String NO_CURSOR = "must be the nextCursor of a page of this list";

    Items {
        items = List.copyOf(items);
    }

    /**
     * Returns the page after a cursor, in the order of the ids.
     *
     * @param list names the list, whose cursors hold in no other
     */
    static <T> Items<T> page(
            String list,
            List<T> all,
            Function<T, String> id,
            @Nullable String cursor,
            int limit,
            Function<List<T>, Table> table) {
        var after = cursor == null ? null : key(list, cursor);
        var rest = all.stream()
                .sorted(Comparator.comparing(id))
                .filter(item -> after == null || id.apply(item).compareTo(after) > 0)
                .limit(limit + 1L)
                .toList();
        var page = rest.size() > limit ? rest.subList(0, limit) : rest;
        var next = rest.size() > limit ? cursor(list, id.apply(page.getLast())) : null;
        return new Items<>(page, next, table.apply(page));
    }

    /** Returns the cursor of a page that follows that key. */
    static String cursor(String list, String key) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((list + MARK + key).getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the number that a cursor holds. */
    static long number(String list, String cursor) {
        try {
            return Long.parseLong(key(list, cursor));
        } catch (NumberFormatException e) {
            throw ApiProblem.invalid("cursor", cursor, NO_CURSOR);
        }
    }

    /** Returns the key that a cursor follows. */
    static String key(String list, String cursor) {
        try {
            var text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            if (text.startsWith(list + MARK)) {
                return text.substring(list.length() + MARK.length());
            }
        } catch (IllegalArgumentException e) {
            // told below
        }
        throw ApiProblem.invalid("cursor", cursor, NO_CURSOR);
    }
}
