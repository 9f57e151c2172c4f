create table alert (
    id              uuid        primary key,
    key             text        not null,
    kind            text        not null,
    urgency         integer     not null check (urgency > 0),
    title           text        not null,
    detail          text        not null,
    opened_at       timestamptz not null,
    well_since      timestamptz,
    resolved_at     timestamptz,
    acknowledged_by text,
    acknowledged_at timestamptz,
    snoozed_until   timestamptz,
    told_urgency    integer     not null default 0,
    check ((acknowledged_by is null) = (acknowledged_at is null))
);

comment on column alert.key is 'what it is about: stays the same from one assessment to the next';
comment on column alert.urgency is 'the worst that it has been';
comment on column alert.well_since is 'since when all is well; the alert ends when that has lasted';
comment on column alert.told_urgency is 'up to which urgency it has been told';

-- what makes it one alert, however many instances look and however often the value wavers
create unique index alert_open on alert (key) where resolved_at is null;
create index alert_opened on alert (opened_at desc);
