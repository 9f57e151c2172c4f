create table service_span (
    node_id    text        not null references node,
    resource   text        not null,
    pool_id    text        not null references pool,
    started_at timestamptz not null,
    ended_at   timestamptz not null check (ended_at > started_at),
    primary key (node_id, resource, started_at)
);
comment on table service_span is 'From the first to the last five minutes that a node reported a resource, short silences included.';
create index service_span_pool on service_span (pool_id, resource);
