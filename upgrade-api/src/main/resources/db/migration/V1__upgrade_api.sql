-- The endpoint ports of living instances, and the answers to requests that carried an Idempotency-Key.
create table endpoint (
    port        int  primary key,
    instance_id text not null unique
);

create table idempotency (
    key         text primary key,
    fingerprint text        not null,         -- keyed hash of method, path and body
    status      int,
    location    text,
    body        text,
    created_at  timestamptz not null default now()
);
create index idempotency_created on idempotency (created_at);
