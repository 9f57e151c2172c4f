create table node_merge (
    id         bigint generated always as identity primary key,
    old_id     text        not null references node,
    whole_id   text        not null references node,
    merged_at  timestamptz not null,
    read_until timestamptz not null,
    undone_at  timestamptz,
    check (undone_at >= merged_at)
);
comment on table node_merge is 'When an operator said that a node is an old self of another.';
comment on column node_merge.read_until is 'Up to when the store had been read then: what is of later is the whole node''s.';

create table node_merge_row (
    merge_id bigint not null references node_merge on delete cascade,
    relation text   not null,
    row      jsonb  not null
);
comment on table node_merge_row is 'What the merge changed or removed, as it was: a merge that is undone brings it back.';
create index node_merge_row_merge on node_merge_row (merge_id, relation);
