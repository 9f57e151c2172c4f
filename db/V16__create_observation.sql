create table observation (
    id    smallint primary key default 1 check (id = 1),
    until timestamptz not null
);
comment on table observation is 'The moment up to which the fleet has been looked at; one row.';
