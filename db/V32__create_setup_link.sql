create table setup_link (
    sha256     bytea primary key check (octet_length(sha256) = 32),
    created_at timestamptz not null,
    expires_at timestamptz not null
);
comment on table setup_link is 'Links that make the first administrator; all end with the first use of one.';
