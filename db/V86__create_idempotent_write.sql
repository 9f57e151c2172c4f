create table idempotent_write (
    caller         text        not null,
    key_sha256     bytea       not null check (octet_length(key_sha256) = 32),
    request_sha256 bytea       not null check (octet_length(request_sha256) = 32),
    begun_at       timestamptz not null,
    answer         bytea,
    primary key (caller, key_sha256)
);
comment on table idempotent_write is 'Writes that came with an Idempotency-Key, for 24 hours.';
comment on column idempotent_write.answer is 'Status, headers and body, encrypted with what only the caller sends: an answer may hold a new secret. Null while it is not finished.';
create index idempotent_write_age on idempotent_write (begun_at);
