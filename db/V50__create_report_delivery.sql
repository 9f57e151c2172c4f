create table report_delivery (
    id              uuid        primary key,
    report          text        not null check (report = 'weekly'),
    recipient       text        not null,
    iso_week        text        not null check (iso_week ~ '^[0-9]{4}-W[0-9]{2}$'),
    scheduled       boolean     not null,
    state           text        not null check (state in ('claimed', 'sending', 'waiting', 'sent', 'failed', 'in-doubt')),
    message_id      text        not null,
    assessment_id   uuid,
    attempts        integer     not null check (attempts > 0),
    claim           uuid        not null,
    claimed_until   timestamptz not null,
    next_attempt_at timestamptz,
    created_at      timestamptz not null,
    finished_at     timestamptz,
    reason          text,
    check ((state = 'waiting') = (next_attempt_at is not null)),
    check ((state in ('sent', 'failed', 'in-doubt')) = (finished_at is not null))
);

comment on column report_delivery.claim is 'who works on this attempt: only its holder may go on';
comment on column report_delivery.claimed_until is 'from then on the holder counts as gone';
comment on column report_delivery.message_id is 'the same for each attempt, so that a second copy is recognized';

-- what makes it one mail for each recipient and week, however many instances there are
create unique index report_delivery_once on report_delivery (report, recipient, iso_week) where scheduled;
create index report_delivery_open on report_delivery (state) where state in ('claimed', 'sending', 'waiting');
create index report_delivery_created on report_delivery (created_at desc);
