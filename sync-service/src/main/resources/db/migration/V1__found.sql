-- Of each upgrade all that the last checks before the switch found; the event that tells of it has the first few.
create table found (
    upgrade_id text primary key,
    findings   jsonb       not null,
    found_at   timestamptz not null default now()
);
