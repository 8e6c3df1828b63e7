-- What waits for its turn, and what has it. The sagas say so; this follows them in their own transactions.
create table turn (
    number      bigint generated always as identity, -- the order in which they came
    saga        text        not null,
    saga_id     text        not null,
    instance_id text        not null,
    work        text        not null,
    taken       boolean     not null,
    host        text        not null,
    since       timestamptz not null,
    primary key (saga, saga_id)
);
create index turn_queue on turn (taken, work, host, number);
