create table hourly_usage (
    subject_kind text       not null check (subject_kind in ('pool', 'node')),
    subject_id   text       not null,
    resource     text       not null,
    day          date       not null,
    covered      smallint[] not null check (cardinality(covered) = 24),
    mean         real[]     not null check (cardinality(mean) = 24),
    p50          real[]     not null check (cardinality(p50) = 24),
    p95          real[]     not null check (cardinality(p95) = 24),
    p99          real[]     not null check (cardinality(p99) = 24),
    max          real[]     not null check (cardinality(max) = 24),
    primary key (subject_kind, subject_id, resource, day)
) partition by range (day);
comment on table hourly_usage is 'Statistics of each hour of a UTC day over its five-minute values.';
comment on column hourly_usage.covered is 'How many of an hour''s twelve slots had data; statistics of an hour with 0 are NaN.';

create table hourly_usage_older partition of hourly_usage default;
do
$$
begin
    for year in 2020..2045 loop
        execute format('create table hourly_usage_%s partition of hourly_usage for values from (%L) to (%L)',
                       year, make_date(year, 1, 1), make_date(year + 1, 1, 1));
    end loop;
end
$$;
