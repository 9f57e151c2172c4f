create table api_token (
    id           uuid primary key,
    name         text        not null check (name <> ''),
    sha256       bytea       not null unique check (octet_length(sha256) = 32),
    hint         text        not null,
    scopes       text        not null check (scopes <> ''),
    created_by   text        not null,
    created_at   timestamptz not null,
    expires_at   timestamptz check (expires_at > created_at),
    last_used_at timestamptz,
    revoked_at   timestamptz,
    version      integer     not null default 0
);
comment on column api_token.sha256 is 'Of the whole token, which is kept nowhere.';
comment on column api_token.hint is 'The first characters, to tell tokens apart.';
comment on column api_token.scopes is 'Separated by spaces.';
comment on column api_token.last_used_at is 'To the minute.';
