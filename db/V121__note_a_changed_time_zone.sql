alter table collection
    add column zone_before     text,
    add column zone_changed_at timestamptz,
    add check ((zone_before is null) = (zone_changed_at is null));
comment on column collection.zone_before is 'The planning time zone before the present one; null where it never changed.';
comment on column collection.zone_changed_at is 'Days that have been known as they are since before then are still cut in the zone before.';
