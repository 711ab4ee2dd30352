-- Warranty terms as data: what is free, what is repaired at cost, what is served for pay, of what, from when, for how long.

-- The main term of a device (all of it, free) stays in its own row, where lists find it: it begins with acceptance,
-- delivery or sale, and outages lengthen it. warranty_from is the first day with cover, warranty_until the first without.
alter table assets.device
    add column warranty_starts        text    not null default 'ACCEPTANCE',
    add column warranty_extended_days integer not null default 0,
    add column warranty_from          date,
    add constraint device_warranty_starts_known check (warranty_starts in ('ACCEPTANCE', 'DELIVERY', 'SALE')),
    add constraint device_extension_sane check (warranty_extended_days between 0 and 3660);
update assets.device set warranty_from = accepted_on;
alter table assets.device
    drop constraint device_warranty_after,
    add constraint device_warranty_after check (warranty_until is null or warranty_from is not null and warranty_until >= warranty_from);

-- Whoever writes a device says how long it is covered from its acceptance. Another beginning or an extension is added here,
-- so that it holds wherever a device is written.
create function assets.device_warranty() returns trigger language plpgsql as $$
begin
    new.warranty_from := case new.warranty_starts when 'DELIVERY' then new.delivered_on when 'SALE' then new.sold_on else new.accepted_on end;
    if new.warranty_starts <> 'ACCEPTANCE' or new.warranty_extended_days <> 0
       or tg_op = 'UPDATE' and (old.warranty_starts <> 'ACCEPTANCE' or old.warranty_extended_days <> 0) then
        new.warranty_until := assets.warranty_end(new.warranty_from, coalesce(new.warranty_months,
            (select p.warranty_months from assets.project p where p.id = new.project_id),
            (select k.warranty_months from assets.product k where k.id = new.product_id))) + new.warranty_extended_days;
    end if;
    return new;
end $$;
create trigger device_warranty before insert or update of accepted_on, delivered_on, sold_on, warranty_until, warranty_months, warranty_starts,
    warranty_extended_days, project_id, product_id on assets.device
    for each row execute function assets.device_warranty();

create table assets.term_template (
    id      uuid    primary key,
    name    text    not null unique,
    lines   jsonb   not null,
    active  boolean not null default true,
    version integer not null default 0,

    constraint term_template_name_filled check (length(trim(name)) between 1 and 100)
);

-- Further terms of a device. part_group: which parts ('' is all of it); part: one replaced part with a term of its own.
-- months null: for life. AFTER begins when the main term has ended. from_day and until_day follow from the device.
create table assets.warranty_term (
    id             uuid        primary key,
    device_id      uuid        not null references assets.device,
    cover          text        not null,
    part_group     text        not null default '',
    part           text        not null default '',
    starts         text        not null,
    starts_on      date,
    months         integer,
    extended_days  integer     not null default 0,
    from_day       date,
    until_day      date,
    note           text        not null default '',
    written_by     uuid        references identity.app_user,
    written_at     timestamptz not null,
    removed_at     timestamptz,
    removed_reason text,

    constraint warranty_term_cover_known   check (cover in ('FREE', 'AT_COST', 'PAID_SERVICE')),
    constraint warranty_term_starts_known  check (starts in ('ACCEPTANCE', 'DELIVERY', 'SALE', 'AFTER', 'DAY')),
    constraint warranty_term_has_its_day   check ((starts = 'DAY') = (starts_on is not null)),
    constraint warranty_term_months_sane   check (months between 1 and 600),
    constraint warranty_term_extension_sane check (extended_days between 0 and 3660),
    constraint warranty_term_removed_whole check ((removed_at is null) = (removed_reason is null)),
    constraint warranty_terms_do_not_overlap exclude using gist (device_id with =, cover with =, part_group with =, part with =,
        daterange(from_day, until_day) with &&) where (removed_at is null and from_day is not null)
);
create index warranty_term_of_device on assets.warranty_term (device_id);

create function assets.term_days() returns trigger language plpgsql as $$
declare
    d assets.device;
begin
    select * into d from assets.device where id = new.device_id;
    new.from_day := case new.starts when 'ACCEPTANCE' then d.accepted_on when 'DELIVERY' then d.delivered_on when 'SALE' then d.sold_on
                                    when 'AFTER' then d.warranty_until else new.starts_on end;
    new.until_day := case when new.months is null then null
                          else assets.warranty_end(new.from_day, new.months) + new.extended_days
                               - case new.starts when 'AFTER' then 1 else 0 end end;
    return new;
end $$;
create trigger term_days before insert or update on assets.warranty_term for each row execute function assets.term_days();

-- A corrected date moves what depends on it.
create function assets.terms_follow() returns trigger language plpgsql as $$
begin
    update assets.warranty_term set device_id = device_id where device_id = new.id and removed_at is null;
    return null;
end $$;
create trigger terms_follow after update on assets.device
    for each row when ((old.accepted_on, old.delivered_on, old.sold_on, old.warranty_until)
                       is distinct from (new.accepted_on, new.delivered_on, new.sold_on, new.warranty_until))
    execute function assets.terms_follow();

-- Everything that covers a device, the main term first: what is covered at a moment is asked of this.
create view assets.cover_term as
    select d.id as device_id, cast(null as uuid) as id, 'FREE' as cover, '' as part_group, '' as part, d.warranty_starts as starts,
           d.warranty_from as from_day, d.warranty_until as until_day, d.warranty_extended_days as extended_days, true as main
      from assets.device d
    union all
    select t.device_id, t.id, t.cover, t.part_group, t.part, t.starts, t.from_day, t.until_day, t.extended_days, false
      from assets.warranty_term t where t.removed_at is null;
