-- The numbers by which clients of the cloud-compatible endpoint know upgrades; those of before get theirs now.
create table cloud_task (
    number     bigint generated always as identity (start with 1001) primary key,
    upgrade_id text not null unique
);

insert into cloud_task (upgrade_id)
select saga_id from saga where saga = 'upgrade' and phase <> 'NEW' order by created_at, key;
