create table alert_notice (
    id              uuid        primary key,
    alert_id        uuid        not null references alert,
    event           text        not null check (event in ('firing', 'resolved')),
    urgency         integer     not null,
    channel         text        not null check (channel in ('mail', 'slack', 'webhook')),
    target          text        not null,
    state           text        not null check (state in ('waiting', 'sending', 'sent', 'failed', 'in-doubt')),
    attempts        integer     not null default 0,
    next_attempt_at timestamptz not null,
    reason          text,
    created_at      timestamptz not null,
    unique (alert_id, event, urgency, channel, target)
);

comment on column alert_notice.target is 'the mail address; the host of a hook, whose full address may be a secret';
comment on column alert_notice.next_attempt_at is 'while sending: from then on the sender counts as gone';

create index alert_notice_open on alert_notice (next_attempt_at) where state in ('waiting', 'sending');
