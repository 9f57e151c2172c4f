create table report_recipient (
    id              uuid        primary key,
    address         text        not null unique check (address = lower(address)),
    mailbox         text        not null,
    by_setting      boolean     not null,
    role            text        not null default 'cto' check (role in ('cto', 'finance', 'sre')),
    language        text        not null default 'en' check (language in ('en', 'fr')),
    zone            text,
    currency        char(3),
    weekday         integer     not null default 1 check (weekday between 1 and 7),
    pdf             boolean     not null default false,
    xlsx            boolean     not null default false,
    secret          bytea       not null check (length(secret) = 32),
    unsubscribed_at timestamptz,
    created_at      timestamptz not null
);

comment on column report_recipient.mailbox is 'the address as it is written, with a name perhaps';
comment on column report_recipient.by_setting is 'named by HEADROOM_MAIL_TO: gets the report as long as that names it';
comment on column report_recipient.zone is 'null: the planning time zone';
comment on column report_recipient.currency is 'null: the currency of the assessment';
comment on column report_recipient.weekday is '1 is Monday';
comment on column report_recipient.secret is 'signs the links by which the reader unsubscribes; a new one makes the old links void';
