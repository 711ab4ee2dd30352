-- Assets: what was sold or installed, where it stands, until when it is under warranty.
create schema if not exists assets;

create table assets.product (
    id              uuid    primary key,
    maker           text    not null,
    model           text    not null,
    name            text    not null,
    category        text    not null,
    warranty_months integer not null default 12,

    constraint product_model_filled check (length(trim(model)) between 1 and 100),
    constraint product_warranty_sane check (warranty_months between 0 and 600),
    unique (maker, model)
);

create sequence assets.project_number;

create table assets.project (
    id              uuid    primary key,
    number          text    not null unique,
    name            text    not null,
    customer_id     uuid    not null references customers.customer,
    branch_id       uuid    not null references identity.branch,
    accepted_on     date,
    warranty_months integer not null default 24,
    created_at      timestamptz not null,
    version         integer not null default 0,
    grams           text[]  generated always as (platform.grams(number, name)) stored,

    constraint project_name_filled check (length(trim(name)) between 1 and 200),
    constraint project_warranty_sane check (warranty_months between 0 and 600)
);
create index project_of_customer on assets.project (customer_id);
create index project_by_branch on assets.project (branch_id, name, id);
create index project_grams on assets.project using gin (grams);

create sequence assets.device_number;

-- warranty_until is the first day without warranty; null while acceptance is open.
create table assets.device (
    id             uuid        primary key,
    number         text        not null unique,
    customer_id    uuid        not null references customers.customer,
    branch_id      uuid        not null references identity.branch,
    site_id        uuid        references customers.site,
    project_id     uuid        references assets.project,
    product_id     uuid        not null references assets.product,
    serial         text        not null,
    name           text        not null default '',
    location       text        not null default '',
    installed_on   date,
    accepted_on    date,
    warranty_until date,
    state          text        not null default 'IN_USE',
    qr_token       text        not null unique,
    created_at     timestamptz not null,
    version        integer     not null default 0,
    grams          text[]      generated always as (platform.grams(number, serial, name, location)) stored,

    constraint device_serial_filled  check (length(trim(serial)) between 1 and 100),
    constraint device_state_known    check (state in ('IN_USE', 'STOPPED', 'SCRAPPED')),
    constraint device_warranty_after check (warranty_until is null or accepted_on is not null and warranty_until >= accepted_on),
    unique (product_id, serial)
);
create index device_of_customer on assets.device (customer_id, id);
create index device_of_site on assets.device (site_id);
create index device_of_project on assets.device (project_id);
create index device_by_branch on assets.device (branch_id, number desc);
create index device_grams on assets.device using gin (grams);
