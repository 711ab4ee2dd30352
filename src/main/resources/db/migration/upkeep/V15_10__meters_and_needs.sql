-- Every so many units of a counter of the device (running hours), the first time at meter_first; otherwise by the calendar.
alter table upkeep.plan
    add column meter_name  text,
    add column meter_every numeric(18, 3),
    add column meter_first numeric(18, 3),
    add column skills      text[] not null default '{}',
    add constraint plan_meter_whole check ((meter_name is null) = (meter_every is null) and (meter_first is null or meter_name is not null)),
    add constraint plan_meter_sane  check (meter_every > 0 and meter_first > 0);
create index plan_by_meter on upkeep.plan (meter_name) where meter_name is not null and active;

-- threshold: what the counter shows when it is due; planned_on is then an estimate. by_customer: the customer moved it.
alter table upkeep.due
    add column threshold   numeric(18, 3),
    add column by_customer boolean not null default false;
