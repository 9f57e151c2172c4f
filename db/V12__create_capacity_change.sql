create table capacity_change (
    node_id    text        not null references node,
    resource   text        not null,
    valid_from timestamptz not null,
    value      double precision check (value > 0),
    primary key (node_id, resource, valid_from)
);
comment on table capacity_change is 'Measured capacity as a timeline: a row holds until the next one.';
comment on column capacity_change.value is 'In the unit of the resource; null from when on it is unknown.';
