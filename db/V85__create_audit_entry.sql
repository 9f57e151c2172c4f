create table audit_entry (
    sequence        bigint primary key check (sequence > 0),
    at              timestamptz not null,
    actor           text        not null check (actor <> ''),
    actor_name      text        not null,
    action          text        not null check (action <> ''),
    subject         text        not null,
    details         text        not null,
    previous_sha256 char(64)    not null,
    sha256          char(64)    not null,
    signing_key     text        not null,
    signature       text        not null
);
comment on table audit_entry is 'Who changed what, when; each row holds the hash of the one before. Rows are only ever added.';
comment on column audit_entry.actor is 'user:<id>, token:<id> or system.';
comment on column audit_entry.details is 'JSON with sorted keys, kept as the text that was hashed.';
comment on column audit_entry.signature is 'Ed25519 over the hash, by a key that the database does not know.';
create index audit_entry_at on audit_entry (at);
create index audit_entry_subject on audit_entry (subject, sequence);

create table audit_head (
    only_row boolean primary key default true check (only_row),
    sequence bigint   not null,
    sha256   char(64) not null
);
comment on table audit_head is 'The newest row of the chain. Its lock puts the writers in a line.';
insert into audit_head (sequence, sha256) values (0, repeat('0', 64));
