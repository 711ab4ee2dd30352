-- What a device counts or shows: running hours, kilometres, a pressure.

-- A counter only goes up until it is replaced; a gauge shows what is now. most_per_day: a faster counter is asked about.
create table assets.meter (
    id           uuid           primary key,
    device_id    uuid           not null references assets.device,
    name         text           not null,
    unit         text           not null default '',
    kind         text           not null,
    lowest       numeric(18, 3),
    highest      numeric(18, 3),
    most_per_day numeric(18, 3),
    active       boolean        not null default true,
    version      integer        not null default 0,

    constraint meter_name_filled       check (length(trim(name)) between 1 and 100),
    constraint meter_kind_known        check (kind in ('COUNTER', 'GAUGE')),
    constraint meter_limits_in_order   check (lowest <= highest),
    constraint meter_rate_of_a_counter check (most_per_day is null or kind = 'COUNTER' and most_per_day > 0)
);
create unique index meter_named_once on assets.meter (device_id, name);

-- Never edited: what was read wrong is withdrawn and stays. restarts: a new counter was built in and begins here.
create table assets.meter_reading (
    id               uuid           primary key,
    meter_id         uuid           not null references assets.meter,
    at               timestamptz    not null,
    value            numeric(18, 3) not null,
    source           text           not null,
    restarts         boolean        not null default false,
    note             text           not null default '',
    written_by       uuid           references identity.app_user,
    written_at       timestamptz    not null,
    withdrawn_at     timestamptz,
    withdrawn_by     uuid           references identity.app_user,
    withdrawn_reason text,

    constraint reading_source_known   check (source in ('VISIT', 'OFFICE', 'IMPORT')),
    constraint reading_withdrawn_whole check ((withdrawn_at is null) = (withdrawn_reason is null))
);
create unique index reading_over_time on assets.meter_reading (meter_id, at) where withdrawn_at is null;
create index reading_of_meter on assets.meter_reading (meter_id, at desc, id desc);
