create table adoption (
    id          uuid primary key,
    scenario_id uuid        not null references scenario (id),
    name        text        not null,
    changes     text        not null,
    adopted_by  text        not null,
    adopted_at  timestamptz not null,
    ended_by    text,
    ended_at    timestamptz check (ended_at >= adopted_at),
    check ((ended_by is null) = (ended_at is null))
);

comment on table adoption is 'Changes that assessments plan by, from when to when; rows are only ever ended.';

create unique index adoption_once on adoption (scenario_id) where ended_at is null;
