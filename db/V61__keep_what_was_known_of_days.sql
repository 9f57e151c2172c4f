create table daily_usage_by_year (
    subject_kind  text     not null check (subject_kind in ('pool', 'node')),
    subject_id    text     not null,
    resource      text     not null,
    day           date     not null,
    mean          double precision,
    p95           double precision,
    max           double precision,
    mean_receive  double precision,
    mean_transmit double precision,
    covered       smallint not null check (covered >= 0),
    slots         smallint not null check (slots >= covered),
    invalid       integer  not null default 0,
    recorded_at   timestamptz not null default now(),
    primary key (subject_kind, subject_id, resource, day),
    check ((mean is null) = (covered = 0))
) partition by range (day);

create table daily_usage_older partition of daily_usage_by_year default;
do
$$
begin
    for year in 2020..2045 loop
        execute format('create table daily_usage_%s partition of daily_usage_by_year for values from (%L) to (%L)',
                       year, make_date(year, 1, 1), make_date(year + 1, 1, 1));
    end loop;
end
$$;

insert into daily_usage_by_year
select subject_kind, subject_id, resource, day, mean, p95, max, mean_receive, mean_transmit, covered, slots, invalid, now()
from daily_usage;
drop table daily_usage;
alter table daily_usage_by_year rename to daily_usage;
create index daily_usage_day on daily_usage (day);

comment on table daily_usage is 'Statistics of a day of the planning time zone over its five-minute values.';
comment on column daily_usage.mean_receive is 'Of a bandwidth, in bits per second; mean_transmit likewise.';
comment on column daily_usage.covered is 'How many of the day''s slots had data.';
comment on column daily_usage.invalid is 'How many values were impossible and left out.';
comment on column daily_usage.recorded_at is 'Since when the figures are known as they are.';

create table daily_usage_before (
    like daily_usage including comments,
    replaced_at timestamptz not null check (replaced_at > recorded_at),
    primary key (subject_kind, subject_id, resource, day, recorded_at)
);
comment on table daily_usage_before is 'What was known of a day that was over, until late data made it known better.';
