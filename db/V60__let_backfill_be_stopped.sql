alter table collection drop constraint collection_backfill_state_check;
alter table collection add constraint collection_backfill_state_check
    check (backfill_state in ('running', 'complete', 'failed', 'stopped'));
comment on column collection.backfill_state is 'stopped: by an operator, until it is resumed.';
