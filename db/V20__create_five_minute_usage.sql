create table five_minute_usage (
    node_id   text     not null,
    resource  text     not null,
    direction char(1)  not null check (direction in ('-', 'r', 't')),
    day       date     not null,
    readings  bytea    not null check (length(readings) = 288 * 4),
    invalid   smallint not null default 0,
    primary key (day, node_id, resource, direction)
);
comment on table five_minute_usage is 'A UTC day of five-minute values; kept as long as statistics may still be taken from it.';
comment on column five_minute_usage.direction is 'r and t of a bandwidth: received and transmitted; - of any other resource.';
comment on column five_minute_usage.readings is '288 big-endian IEEE 754 single-precision values; NaN where there is none.';
comment on column five_minute_usage.invalid is 'How many of the day''s values were impossible and left out.';
