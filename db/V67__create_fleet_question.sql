create table fleet_question (
    kind        text        not null check (kind in ('renamed', 'silent')),
    node_id     text        not null references node,
    other_id    text        not null default '',
    evidence    text        not null,
    asked_at    timestamptz not null,
    answer      text check (answer in ('yes', 'no')),
    answered_at timestamptz,
    answered_by text,
    primary key (kind, node_id, other_id),
    check ((kind = 'renamed') = (other_id <> '')),
    check ((answer is null) = (answered_at is null))
);
comment on table fleet_question is 'What only an operator can know: whether a new node is an old one renamed, whether a silent one is gone.';
comment on column fleet_question.other_id is 'The new node, where the question is whether node_id is called so now.';
