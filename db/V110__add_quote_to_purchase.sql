alter table purchase add column quote text check (quote <> '');
comment on column purchase.quote is 'The reference of the quote that it is bought on; null where it is at the list price or a price of its own.';
update purchase
set quote = substring(model from ' \(quote (.+)\)$'),
    model = regexp_replace(model, ' \(quote .+\)$', '')
where model ~ ' \(quote .+\)$';
