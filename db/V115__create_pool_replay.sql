create table pool_replay (
    pool_id     text        not null,
    resource    text        not null,
    as_of       date        not null,
    rests_on    text        not null,
    computed_at timestamptz not null,
    answered    boolean     not null,
    document    text        not null,
    primary key (pool_id, resource)
);

comment on table pool_replay is 'What purchase rules would have brought each pool over its own history; the newest answer only.';
comment on column pool_replay.rests_on is 'SHA-256 of the rules that it was computed by: others, and it is computed again.';
