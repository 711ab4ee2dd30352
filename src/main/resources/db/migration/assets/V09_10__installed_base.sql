-- The installed base as a tree: customer, site, project, system, device, and parts inside a device.

-- What belongs together and is looked after as one: the access control of a building, a pump group.
-- shelf: what the tree shows it under, of the form customer/site/project with what is missing left empty.
create table assets.system (
    id          uuid        primary key,
    name        text        not null,
    customer_id uuid        not null references customers.customer,
    branch_id   uuid        not null references identity.branch,
    site_id     uuid        references customers.site,
    project_id  uuid        references assets.project,
    note        text        not null default '',
    created_at  timestamptz not null,
    version     integer     not null default 0,
    shelf       text        collate "C" generated always as
        (customer_id::text || '/' || coalesce(site_id::text, '') || '/' || coalesce(project_id::text, '')) stored,

    constraint system_name_filled check (length(trim(name)) between 1 and 200)
);
create index system_on_shelf on assets.system (shelf, name, id);
create index system_of_customer on assets.system (customer_id);
create index system_of_project on assets.system (project_id) where project_id is not null;

-- parent_id: the device this one is a part of; customer, site, project and system are the parent's then.
-- replaces_id: the device whose place this one took; the two are one thread.
-- maker: of the product, so that the database can see that a maker gives a serial number once.
-- serial_shared: such a number was given twice before anybody looked; it may stay, no third may join.
alter table assets.device
    add column parent_id     uuid    references assets.device,
    add column system_id     uuid    references assets.system,
    add column replaces_id   uuid    unique references assets.device,
    add column maker         text    not null default '',
    add column serial_shared boolean not null default false,
    add column configuration jsonb   not null default '[]',
    add column delivered_on  date,
    add column sold_on       date,
    add column shelf         text    collate "C" generated always as (case
        when parent_id is not null then parent_id::text
        when system_id is not null then system_id::text
        else customer_id::text || '/' || coalesce(site_id::text, '') || '/' || coalesce(project_id::text, '') end) stored,
    add constraint device_not_its_own_part     check (parent_id <> id),
    add constraint device_not_its_own_follower check (replaces_id <> id),
    drop constraint device_state_known,
    add constraint device_state_known check (state in ('IN_USE', 'STOPPED', 'TAKEN_OUT', 'SCRAPPED'));

update assets.device d
   set maker = k.maker,
       serial_shared = k.maker <> '' and exists (select from assets.device o join assets.product p on p.id = o.product_id
                                                  where p.maker = k.maker and o.serial = d.serial and o.number < d.number)
  from assets.product k where k.id = d.product_id;

create function assets.device_has_maker() returns trigger language plpgsql as $$
begin
    select maker into new.maker from assets.product where id = new.product_id;
    return new;
end $$;
create trigger device_has_maker before insert or update of product_id on assets.device
    for each row execute function assets.device_has_maker();

create function assets.maker_of_devices() returns trigger language plpgsql as $$
begin
    update assets.device set maker = new.maker where product_id = new.id;
    return null;
end $$;
create trigger maker_of_devices after update of maker on assets.product
    for each row when (old.maker is distinct from new.maker) execute function assets.maker_of_devices();

create unique index device_serial_once_per_maker on assets.device (maker, serial) where maker <> '' and not serial_shared;
create index device_on_shelf on assets.device (shelf, number);
create index device_of_system on assets.device (system_id, number desc) where system_id is not null;
create index device_of_parent on assets.device (parent_id, number desc) where parent_id is not null;

-- The table beside the tree reads them newest first, also where 50,000 stand at one site.
drop index assets.device_of_customer;
drop index assets.device_of_site;
drop index assets.device_of_project;
create index device_of_customer on assets.device (customer_id, number desc);
create index device_of_site on assets.device (site_id, number desc);
create index device_of_project on assets.device (project_id, number desc);

-- A device with everything it took the place of, back to the first.
create function assets.forebears(device uuid) returns setof uuid language sql stable parallel safe as $$
    with recursive back(id, replaces_id) as (
        select d.id, d.replaces_id from assets.device d where d.id = device
        union
        select d.id, d.replaces_id from assets.device d join back b on d.id = b.replaces_id)
    select id from back
$$;

-- After so many months a product is due for replacement; null: nobody can say.
alter table assets.product
    add column life_months integer,
    add constraint product_life_sane check (life_months between 1 and 1200);

-- Where a device stands on the plan of its site: shares of width and height from the top left.
create table assets.pin (
    device_id   uuid          primary key references assets.device,
    document_id uuid          not null references documents.document,
    x           numeric(6, 5) not null,
    y           numeric(6, 5) not null,

    constraint pin_is_on_the_plan check (x between 0 and 1 and y between 0 and 1)
);
create index pin_of_plan on assets.pin (document_id, device_id);
