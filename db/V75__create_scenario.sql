create table scenario (
    id            uuid primary key,
    name          text        not null,
    changes       text        not null,
    created_by    text        not null,
    created_at    timestamptz not null,
    state         text        not null check (state in ('WAITING', 'RUNNING', 'COMPLETE', 'FAILED')),
    state_at      timestamptz not null,
    assessment_id uuid        references assessment (id) on delete set null,
    outcome       text,
    failure       text,
    check (state <> 'COMPLETE' or outcome is not null),
    check (state <> 'FAILED' or failure is not null)
);

comment on table scenario is 'What if: changes that were tried, and the plan that came of them beside the baseline.';
comment on column scenario.changes is 'JSON; never changed.';
comment on column scenario.assessment_id is 'The baseline that the outcome is compared with.';

create index scenario_newest on scenario (created_at desc);
