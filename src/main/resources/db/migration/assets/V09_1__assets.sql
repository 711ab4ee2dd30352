-- Assets: what was sold or installed, where it stands, until when it is under warranty.
create schema if not exists assets;

-- The first day without warranty. A period of months ends with the day of the month on which it began, or with the
-- month if it has no such day, and that day still counts (Civil Code, articles 201 and 202): accepted on 15 March for
-- 12 months, covered through 15 March of the next year. No months: never covered.
create function assets.warranty_end(accepted date, months integer) returns date
    language sql immutable parallel safe
    return case when months = 0 then accepted else (accepted + make_interval(months => months))::date + 1 end;

create table assets.product (
    id              uuid    primary key,
    maker           text    not null,
    model           text    not null,
    name            text    not null,
    category        text    not null,
    warranty_months integer not null default 12,
    active          boolean not null default true,
    version         integer not null default 0,

    constraint product_name_filled check (length(trim(name)) between 1 and 200),
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
create index project_by_name on assets.project (name, id);
create index project_grams on assets.project using gin (grams);

-- A list of devices somebody brought as a file. The file is kept as it came until the import is done or given up.
create table assets.device_import (
    id          uuid        primary key,
    file_name   text        not null,
    content     bytea,
    state       text        not null,
    rows        integer     not null,
    rows_done   integer     not null default 0,
    imported    integer     not null default 0,
    created_by  uuid        not null references identity.app_user,
    created_at  timestamptz not null,
    finished_at timestamptz,

    constraint device_import_state_known check (state in ('READY', 'DONE', 'GIVEN_UP')),
    constraint device_import_finished_iff_over check ((state = 'READY') = (finished_at is null)),
    constraint device_import_kept_while_ready check (state <> 'READY' or content is not null)
);
create index device_import_newest on assets.device_import (created_at desc, id desc);

create sequence assets.device_number;

-- warranty_months: this device's own term; null means the project's, and without a project the product's.
-- warranty_until is the first day without warranty (assets.warranty_end); null while acceptance is open.
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
    warranty_months integer,
    warranty_until date,
    state          text        not null default 'IN_USE',
    note           text        not null default '',
    qr_token       text        not null unique,
    import_id      uuid        references assets.device_import,
    created_at     timestamptz not null,
    version        integer     not null default 0,
    grams          text[]      generated always as (platform.grams(number, serial, name, location)) stored,

    constraint device_serial_filled  check (length(trim(serial)) between 1 and 100),
    constraint device_state_known    check (state in ('IN_USE', 'STOPPED', 'SCRAPPED')),
    constraint device_warranty_sane  check (warranty_months between 0 and 600),
    constraint device_warranty_after check (warranty_until is null or accepted_on is not null and warranty_until >= accepted_on),
    unique (product_id, serial)
);
create index device_of_customer on assets.device (customer_id, id);
create index device_of_site on assets.device (site_id);
create index device_of_project on assets.device (project_id);
create index device_by_branch on assets.device (branch_id, number desc);
create index device_by_warranty on assets.device (warranty_until, id) where state <> 'SCRAPPED';
create index device_grams on assets.device using gin (grams);
create index device_of_import on assets.device (import_id) where import_id is not null;
