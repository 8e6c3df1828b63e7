-- What every service keeps beside its own tables: sagas with their leases, the outbox, the inbox, what was rejected.
create table saga (
    key         text primary key,             -- <saga>:<saga id>
    saga        text        not null,
    saga_id     text        not null,
    instance_id text        not null,
    phase       text        not null,
    state       jsonb       not null,
    deferred    jsonb       not null default '[]',
    traceparent text,
    due_at      timestamptz,
    work_at     timestamptz,
    lease_owner text,
    lease_token bigint      not null default 0,
    lease_until timestamptz,
    version     bigint      not null default 0,
    created_at  timestamptz not null default now(),
    updated_at  timestamptz not null default now()
);
create index saga_instance on saga (saga, instance_id);
create index saga_due on saga (due_at) where due_at is not null;
create index saga_work on saga (work_at) where work_at is not null;

create table outbox (
    id          bigint generated always as identity primary key,
    event_id    uuid        not null unique,
    topic       text        not null,
    key         text        not null,
    subject     text        not null,
    payload     text        not null,
    traceparent text,
    created_at  timestamptz not null default now()
);

create table inbox (
    event_id    text primary key,
    received_at timestamptz not null default now()
);
create index inbox_received on inbox (received_at);

create table rejected_input (
    id          bigint generated always as identity primary key,
    event_id    text,
    saga        text        not null,
    saga_id     text        not null,
    phase       text        not null,
    input       text        not null,
    payload     text        not null,
    reason      text        not null,
    rejected_at timestamptz not null default now()
);
