create table identity_mark (
    node_id text        not null references node,
    kind    text        not null check (kind in ('serial', 'uuid', 'machine', 'address')),
    value   text        not null check (value <> ''),
    seen_at timestamptz not null,
    primary key (node_id, kind, value)
);
comment on table identity_mark is 'What tells a machine whatever it is called: two nodes that share one may be the same.';
create index identity_mark_value on identity_mark (kind, value);
