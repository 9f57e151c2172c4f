create table purchase (
    id                    uuid primary key,
    state                 text           not null check (state in ('proposed', 'approved', 'ordered', 'delivered', 'in-service', 'rejected', 'cancelled')),
    pool                  text           not null check (pool <> ''),
    kind                  text           not null check (kind in ('server', 'upgrade')),
    model                 text           not null check (model <> ''),
    quantity              integer        not null check (quantity > 0),
    delivered_quantity    integer        not null default 0 check (delivered_quantity between 0 and quantity),
    in_service_quantity   integer        not null default 0 check (in_service_quantity between 0 and delivered_quantity),
    currency              char(3)        not null,
    one_time              numeric(14, 2) not null check (one_time >= 0),
    monthly               numeric(14, 2) not null check (monthly >= 0),
    paid_currency         char(3),
    paid_one_time         numeric(14, 2) check (paid_one_time >= 0),
    paid_monthly          numeric(14, 2) check (paid_monthly >= 0),
    purchase_order_number text,
    reason                text           not null,
    plan_order            text,
    assessment_id         uuid,
    expected_on           date,
    proposed_at           timestamptz    not null,
    proposed_by           text           not null,
    proposed_by_person    text           not null,
    decided_at            timestamptz,
    decided_by            text,
    ordered_on            date,
    delivered_on          date,
    in_service_on         date,
    closed_reason         text,
    version               integer        not null default 0,
    check (state not in ('ordered', 'delivered', 'in-service') or ordered_on is not null)
);
comment on table purchase is 'What is bought, from proposal to service; who did each step is in the audit chain.';
comment on column purchase.one_time is 'As proposed, for the whole quantity.';
comment on column purchase.paid_one_time is 'As ordered or invoiced, for the whole quantity; null until known.';
comment on column purchase.plan_order is 'The id of the plan''s order that was turned into this proposal.';
comment on column purchase.expected_on is 'First day of service, as far as is known now.';
create index purchase_state on purchase (state);

create table purchase_delivery (
    purchase_id  uuid    not null references purchase,
    delivered_on date    not null,
    quantity     integer not null check (quantity > 0)
);
create index purchase_delivery_purchase on purchase_delivery (purchase_id);

create table purchase_arrival (
    purchase_id   uuid not null references purchase,
    node_id       text not null unique,
    in_service_on date not null
);
create index purchase_arrival_purchase on purchase_arrival (purchase_id);
