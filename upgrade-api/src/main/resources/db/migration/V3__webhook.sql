-- Webhooks, and what each of them is to be told: a row is there before its event counts as consumed.
create table webhook (
    id                  text primary key,
    url                 text        not null,
    event_types         text        not null, -- separated by commas; empty: all
    instance_ids        text        not null, -- separated by commas; empty: all
    paused              boolean     not null default false,
    former_secret_until timestamptz,          -- until when the secret before the present one signs too
    created_at          timestamptz not null
);

create table webhook_delivery (
    id              bigint generated always as identity primary key,
    webhook_id      text        not null references webhook (id) on delete cascade,
    event_id        text        not null,
    type            text        not null,
    instance_id     text        not null,     -- empty for a ping
    event_time      timestamptz not null,
    body            text        not null,     -- what is sent and signed, byte for byte the same each time
    status          text        not null default 'PENDING',
    attempts        int         not null default 0,
    last_code       int,
    last_error      text,
    last_attempt_at timestamptz,
    next_attempt_at timestamptz not null default now(),
    give_up_at      timestamptz not null,
    lease_token     bigint      not null default 0,
    lease_until     timestamptz,
    created_at      timestamptz not null default now(),
    ended_at        timestamptz,
    unique (webhook_id, event_id)
);
create index webhook_delivery_pending on webhook_delivery (webhook_id, instance_id, event_time, id)
    where status = 'PENDING';
create index webhook_delivery_created on webhook_delivery (created_at);
