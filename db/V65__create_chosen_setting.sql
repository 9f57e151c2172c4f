create table chosen_setting (
    name      text primary key,
    value     text        not null,
    chosen_by text        not null,
    chosen_at timestamptz not null
);
comment on table chosen_setting is 'Settings made on a page; each holds where the environment sets none.';
comment on column chosen_setting.name is 'As the property, such as headroom.metrics.url.';
