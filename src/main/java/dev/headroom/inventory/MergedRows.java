package dev.headroom.inventory;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** Rows as they were before two nodes became one. */
@Repository
public class MergedRows {

    private final JdbcTemplate jdbc;

    MergedRows(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Keeps rows of a table that a merge is about to change.
     *
     * @param condition SQL about the table's columns
     */
    public void keep(long merge, String table, String condition, Object... arguments) {
        var all = new Object[arguments.length + 2];
        all[0] = merge;
        all[1] = table;
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        jdbc.update(
                "insert into node_merge_row (merge_id, relation, row) select ?, ?, to_jsonb(t) from " + table
                        + " t where " + condition,
                all);
    }

    /**
     * Puts kept rows of a table back; those that would be in their place must have gone.
     *
     * @param condition SQL about the table's columns
     */
    public void restore(long merge, String table, String condition, Object... arguments) {
        change(merge, table, "insert into " + table + " select k.* from %s where " + condition, arguments);
    }

    /**
     * Runs a statement that names a table's kept rows, as {@code k}, in place of {@code %s}.
     *
     * @param arguments of the parameters that come after them
     */
    public void change(long merge, String table, String statement, Object... arguments) {
        var all = new Object[arguments.length + 2];
        all[0] = table;
        all[1] = merge;
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        jdbc.update(
                statement.formatted("(select r.* from node_merge_row m, jsonb_populate_record(null::" + table
                        + ", m.row) r where m.relation = ? and m.merge_id = ?) k"),
                all);
    }
}
