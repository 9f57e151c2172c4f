create table assessment (
    id           uuid primary key,
    as_of        date        not null,
    generated_at timestamptz not null,
    sha256       char(64)    not null,
    document     text        not null
);

comment on table assessment is 'One run from usage to costs as it was given; rows are never changed.';
comment on column assessment.sha256 is 'Of the document''s UTF-8 bytes, in hexadecimal.';

create index assessment_newest on assessment (generated_at desc);

create table assessment_forecast (
    assessment_id uuid not null references assessment (id) on delete cascade,
    subject_kind  text not null check (subject_kind in ('POOL', 'NODE')),
    subject_id    text not null,
    resource      text not null,
    document      text not null,
    primary key (assessment_id, subject_kind, subject_id, resource)
);
