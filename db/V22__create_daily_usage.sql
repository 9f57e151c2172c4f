create table daily_usage (
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
    primary key (subject_kind, subject_id, resource, day),
    check ((mean is null) = (covered = 0))
);
comment on table daily_usage is 'Statistics of a day of the planning time zone over its five-minute values.';
comment on column daily_usage.mean_receive is 'Of a bandwidth, in bits per second; mean_transmit likewise.';
comment on column daily_usage.covered is 'How many of the day''s slots had data.';
comment on column daily_usage.invalid is 'How many values were impossible and left out.';
create index daily_usage_day on daily_usage (day);
