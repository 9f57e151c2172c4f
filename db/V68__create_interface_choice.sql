create table interface_choice (
    pool      text        not null,
    interface text        not null,
    link      text        not null,
    primary key (pool, interface)
);
comment on table interface_choice is 'Which link an interface of a pool''s nodes belongs to, by an operator''s word.';
comment on column interface_choice.pool is 'The pool''s name in the metrics; empty for all.';
comment on column interface_choice.link is 'Empty where its traffic shall not count.';
