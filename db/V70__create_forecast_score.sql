create table forecast_score (
    subject_kind  text             not null check (subject_kind in ('POOL', 'NODE')),
    subject_id    text             not null,
    resource      text             not null,
    day           date             not null,
    horizon_days  integer          not null check (horizon_days > 0),
    assessment_id uuid             not null references assessment (id) on delete cascade,
    model         text             not null,
    p10           double precision not null,
    p50           double precision not null,
    p90           double precision not null,
    actual        double precision not null check (actual >= 0),
    primary key (subject_kind, subject_id, resource, day, horizon_days)
);

comment on table forecast_score is 'What was forecast of a day so many days before, beside what the day brought; in the resource''s unit.';

create index forecast_score_day on forecast_score (day);

create table date_score (
    pool_id       text             not null,
    resource      text             not null,
    as_of         date             not null,
    assessment_id uuid             not null references assessment (id) on delete cascade,
    model         text             not null,
    limit_value   double precision not null check (limit_value > 0),
    p10           date,
    p50           date,
    p90           date,
    crossed_on    date,
    settled_on    date             not null,
    primary key (pool_id, resource, as_of)
);

comment on table date_score is 'The crossing that an assessment foresaw, beside the day it came; one assessment a week.';
comment on column date_score.limit_value is 'Threshold times capacity as the assessment knew them, in the resource''s unit.';
comment on column date_score.crossed_on is 'Null: demand stayed below the limit until well past the late date.';

create index date_score_settled on date_score (settled_on);
