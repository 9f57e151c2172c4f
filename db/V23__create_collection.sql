create table collection (
    id                 smallint primary key default 1 check (id = 1),
    time_zone          text        not null,
    newest             timestamptz,
    oldest             timestamptz,
    floor              timestamptz,
    backfill_state     text        not null default 'running' check (backfill_state in ('running', 'complete', 'failed')),
    backfill_started   timestamptz,
    last_success       timestamptz,
    last_error         text,
    product            text        not null default 'unknown',
    version            text,
    check ((newest is null) = (oldest is null))
);
comment on table collection is 'How far the metric store has been read; one row.';
comment on column collection.newest is 'End of what has been read; oldest is its start, floor is where the back-fill ends.';
