create table user_account (
    id            uuid primary key,
    email         text        not null check (email <> '' and email = lower(email)),
    password_hash text        not null check (password_hash like '{%}%'),
    role          text        not null check (role in ('viewer', 'planner', 'approver', 'finance', 'administrator')),
    disabled      boolean     not null default false,
    created_at    timestamptz not null,
    last_login_at timestamptz,
    version       integer     not null default 0,
    unique (email)
);
comment on column user_account.password_hash is 'With the name of its method in braces.';
