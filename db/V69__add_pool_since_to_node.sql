alter table node add column pool_since timestamptz;
comment on column node.pool_since is 'From when on the operator''s pool holds; null for ever since.';
