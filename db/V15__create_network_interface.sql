create table network_interface (
    node_id     text        not null references node,
    name        text        not null,
    link        text,
    reason      text        not null,
    speed_bps   double precision,
    receive_bps double precision not null,
    transmit_bps double precision not null,
    measured_at timestamptz not null,
    primary key (node_id, name)
);
comment on column network_interface.link is 'The link that its traffic counts for; null where it does not count.';
comment on column network_interface.reason is 'Why it counts or does not, in words.';
comment on column network_interface.receive_bps is 'Mean over the newest hours read.';
