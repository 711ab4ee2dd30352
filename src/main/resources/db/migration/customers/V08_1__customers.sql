-- Customers: who we owe service to, the people to talk to, and the places where things stand.
create schema if not exists customers;

-- China's administrative divisions (GB/T 2260), loaded from the shipped table when empty.
create table customers.region (
    code      text primary key,
    name      text not null,
    full_name text not null,
    level     text not null,
    parent    text references customers.region,

    constraint region_level_known check (level in ('PROVINCE', 'CITY', 'DISTRICT'))
);
create index region_children on customers.region (parent);

-- What remains of a phone number when everything that people write differently is gone: +86 138-1234-5678, 0086 138 1234
-- 5678 and １３８１２３４５６７８ are the same; 0571-8888 1234 转 801 is the switchboard. A text may name several numbers.
create function customers.phone_keys(phones text) returns text[]
    language sql immutable parallel safe
    return (select coalesce(array_agg(distinct key), '{}')
              from regexp_split_to_table(translate(phones, '０１２３４５６７８９＋－（）／　', '0123456789+-()/ '), '[/,，、;；|]') as raw(phone)
             cross join lateral (select regexp_replace(phone, '(转|分机|ext\.?|[x#*]).*$', '', 'i')) as trunk(phone1)
             cross join lateral (select regexp_replace(phone1, '^(\D*0\d{2,3}[- )]+\d{7,8})-\d{1,6}\D*$', '\1')) as direct(phone2)
             cross join lateral (select ltrim(regexp_replace(phone2, '\D', '', 'g'), '0')) as digits(phone3)
             cross join lateral (select case when phone3 ~ '^86\d{10,}$' then ltrim(substr(phone3, 3), '0') else phone3 end) as plain(key)
             where length(key) >= 5);

create sequence customers.customer_number;

create table customers.customer (
    id         uuid        primary key,
    number     text        not null unique,
    name       text        not null,
    kind       text        not null,
    tier       text        not null default 'STANDARD',
    branch_id  uuid        not null references identity.branch,
    phone      text        not null default '',
    email      text        not null default '',
    note       text        not null default '',
    active     boolean     not null default true,
    created_at timestamptz not null,
    version    integer     not null default 0,
    grams      text[]      generated always as (platform.grams(number, name, phone, email)) stored,
    phone_keys text[]      generated always as (customers.phone_keys(phone)) stored,

    constraint customer_name_filled check (length(trim(name)) between 1 and 200),
    constraint customer_kind_known  check (kind in ('COMPANY', 'PERSON')),
    constraint customer_tier_known  check (tier in ('STANDARD', 'SILVER', 'GOLD', 'KEY'))
);
create index customer_by_name on customers.customer (name, id);
create index customer_by_branch on customers.customer (branch_id, name, id);
create index customer_grams on customers.customer using gin (grams);
create index customer_by_phone on customers.customer using gin (phone_keys);
create index customer_by_email on customers.customer (lower(email)) where email <> '';

create table customers.contact (
    id          uuid    primary key,
    customer_id uuid    not null references customers.customer,
    name        text    not null,
    title       text    not null default '',
    phone       text    not null default '',
    email       text    not null default '',
    is_primary  boolean not null default false,
    active      boolean not null default true,
    version     integer not null default 0,
    grams       text[]  generated always as (platform.grams(name, phone, email)) stored,
    phone_keys  text[]  generated always as (customers.phone_keys(phone)) stored,

    constraint contact_name_filled check (length(trim(name)) between 1 and 60),
    constraint contact_primary_active check (active or not is_primary)
);
create index contact_of_customer on customers.contact (customer_id);
create index contact_grams on customers.contact using gin (grams);
create index contact_by_phone on customers.contact using gin (phone_keys);
create index contact_by_email on customers.contact (lower(email)) where email <> '';
create unique index contact_one_primary on customers.contact (customer_id) where is_primary;

create table customers.site (
    id          uuid    primary key,
    customer_id uuid    not null references customers.customer,
    name        text    not null,
    region_code text    references customers.region,
    address     text    not null default '',
    lng         double precision,
    lat         double precision,
    active      boolean not null default true,
    version     integer not null default 0,

    constraint site_name_filled check (length(trim(name)) between 1 and 200),
    constraint site_place_whole check ((lng is null) = (lat is null)),
    constraint site_place_on_earth check (lng between -180 and 180 and lat between -90 and 90)
);
create index site_of_customer on customers.site (customer_id);

-- A user of the portal belongs to a customer.
alter table identity.app_user add constraint app_user_customer_known foreign key (customer_id) references customers.customer;
