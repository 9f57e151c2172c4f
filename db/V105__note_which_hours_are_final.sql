alter table collection add column final_until timestamptz;
update collection set final_until = newest;
comment on column collection.final_until is 'Hours after it were read while too many nodes were silent: they are read again, and no forecast is made from them.';
