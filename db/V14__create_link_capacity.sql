create table link_capacity (
    subject_kind    text             not null check (subject_kind in ('pool', 'node')),
    subject_id      text             not null,
    link            text             not null,
    valid_from      date             not null,
    bits_per_second double precision not null check (bits_per_second > 0),
    primary key (subject_kind, subject_id, link, valid_from)
);
comment on table link_capacity is 'What an operator says that a link of a node, or of each node of a pool, can carry.';
