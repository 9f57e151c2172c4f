create table price_book_version (
    number  integer     primary key check (number > 0),
    made_at timestamptz not null,
    made_by text        not null check (made_by <> ''),
    reason  text        not null check (reason <> ''),
    shipped text
);

comment on table price_book_version is 'Rows are never changed: an edit makes a new version.';
comment on column price_book_version.shipped is 'The version of the program''s own book that this one was taken from, where it was.';

create table price_book_content (
    sha256 char(64) primary key,
    csv    text     not null
);

comment on table price_book_content is 'One state of a table; versions that share it point to the same row.';

create table price_book_table (
    version integer  not null references price_book_version (number),
    name    text     not null,
    sha256  char(64) not null references price_book_content (sha256),
    primary key (version, name)
);

create table closed_month_rate (
    month         date        not null check (extract(day from month) = 1),
    from_currency char(3)     not null,
    to_currency   char(3)     not null,
    rate          numeric     not null check (rate > 0),
    rate_day      date        not null,
    source        text        not null,
    pinned_at     timestamptz not null,
    primary key (month, from_currency, to_currency)
);

comment on table closed_month_rate is 'The rate that a month closed with. Later rates never change a past month.';
