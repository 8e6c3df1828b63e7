-- Events that Kafka refuses for good, as they are: somebody has to look at them. What came behind them was sent.
create table outbox_refused (
    event_id    uuid primary key,
    topic       text        not null,
    key         text        not null,
    subject     text        not null,
    payload     text        not null,
    reason      text        not null,
    outcome     text        not null, -- SENT_SHORTER, SENT_OTHER or NOT_SENT
    refused_at  timestamptz not null default now()
);
