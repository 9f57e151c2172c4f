create table pool (
    id   text primary key,
    name text not null check (name <> ''),
    site text not null default '',
    unique (name, site)
);
comment on table pool is 'Nodes that share load.';
comment on column pool.site is 'Metric label; empty where nodes carry none.';
