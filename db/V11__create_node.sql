create table node (
    id                text primary key,
    name              text        not null unique check (name <> ''),
    pool_id           text        not null references pool,
    pool_by_operator  boolean     not null default false,
    model             text,
    model_by_operator boolean     not null default false,
    site              text,
    first_seen        timestamptz not null,
    last_seen         timestamptz not null check (last_seen >= first_seen),
    retired_at        timestamptz,
    merged_into       text references node
);
comment on column node.name is 'Metric label node, else instance without its port.';
comment on column node.merged_into is 'Set by an operator: this name is an old or a new one of that node.';
