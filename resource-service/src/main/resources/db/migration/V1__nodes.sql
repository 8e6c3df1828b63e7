-- Every process that this service has started or is about to: written down first, so that none is ever forgotten.
create table node (
    id             text primary key,
    instance_id    text        not null,
    upgrade_id     text,                       -- null: one of the instance's first nodes
    slot           text        not null,       -- its place in the plan: master, replica-1, proxy-1
    kind           text        not null check (kind in ('ENGINE', 'PROXY')),
    role           text        not null check (role in ('MASTER', 'REPLICA', 'PROXY')),
    stage          text        not null check (stage in ('PLANNED', 'ALLOCATED', 'SERVING')),
    desired        text        not null check (desired in ('RUNNING', 'GONE')),
    host           text        not null,
    port           integer     not null unique,
    control_port   integer     unique,         -- where a proxy obeys
    edition        text,
    version        text,
    memory_mb      integer     not null,
    credential_ref text,                       -- the name of the password, never the password
    settings       jsonb       not null default '{}',
    follows        text,                       -- the node that a serving replica follows
    durable        boolean     not null default false,
    created_at     timestamptz not null default now()
);
create unique index node_slot on node (instance_id, coalesce(upgrade_id, ''), slot);
create index node_upgrade on node (upgrade_id) where upgrade_id is not null;

-- Ports are taken in turn, so that a port is not used again while somebody may still look for its last owner there.
create sequence node_port;
