-- Proxies may share an endpoint, and a newer one takes over the endpoint of the one that it replaces.
alter table node drop constraint node_port_key;
create unique index node_engine_port on node (port) where kind = 'ENGINE';

alter table node add column replaces text;                                 -- the older proxy
alter table node add column shares_endpoint boolean not null default false;

alter table node drop constraint node_stage_check;
alter table node add constraint node_stage_check check (stage in ('PLANNED', 'ALLOCATED', 'SERVING', 'RETIRING'));
