-- Safety: what may hurt somebody at the work, who was told of it, and what nearly went wrong.
create schema if not exists safety;

-- A hazard belongs to one thing: a customer, a site, a device, a model, or a kind of work. Those of a model or kind may hold for
-- the whole house: then they have no branch. The version grows with every change, so that it can be said which words somebody confirmed.
create table safety.hazard (
    id               uuid        primary key,
    scope            text        not null,
    branch_id        uuid        references identity.branch,
    customer_id      uuid        references customers.customer,
    site_id          uuid        references customers.site,
    device_id        uuid        references assets.device,
    product_id       uuid        references assets.product,
    kind             text,
    title            text        not null,
    measures         text        not null,
    risk             text        not null,
    contact_confirms boolean     not null default false,
    certificate      text        references dispatch.certificate_kind,
    near_miss_id     uuid,
    changed_at       timestamptz not null,
    retired_at       timestamptz,
    version          integer     not null default 1,
    grams            text[]      generated always as (platform.grams(title, measures)) stored,

    constraint hazard_scope_known     check (scope in ('CUSTOMER', 'SITE', 'DEVICE', 'PRODUCT', 'KIND')),
    constraint hazard_risk_known      check (risk in ('GRAVE', 'HIGH', 'MODERATE', 'LOW')),
    constraint hazard_title_filled    check (length(trim(title)) between 1 and 100),
    constraint hazard_measures_filled check (length(trim(measures)) between 1 and 2000),
    constraint hazard_of_one_thing    check (case scope
        when 'CUSTOMER' then customer_id is not null and site_id is null and device_id is null and product_id is null and kind is null
        when 'SITE'     then customer_id is not null and site_id is not null and device_id is null and product_id is null and kind is null
        when 'DEVICE'   then device_id is not null and site_id is null and product_id is null and kind is null
        when 'PRODUCT'  then product_id is not null and customer_id is null and site_id is null and device_id is null and kind is null
        else kind is not null and customer_id is null and site_id is null and device_id is null and product_id is null end),
    constraint hazard_branch_of_its_thing check (branch_id is not null or scope in ('PRODUCT', 'KIND'))
);
create index hazard_of_customer on safety.hazard (customer_id) where customer_id is not null;
create index hazard_of_site     on safety.hazard (site_id) where site_id is not null;
create index hazard_of_device   on safety.hazard (device_id) where device_id is not null;
create index hazard_of_product  on safety.hazard (product_id) where product_id is not null;
create index hazard_of_kind     on safety.hazard (kind) where kind is not null;
create index hazard_by_branch   on safety.hazard (branch_id, id desc) where retired_at is null;
create index hazard_grams       on safety.hazard using gin (grams);

-- The words as they were at each version: what somebody confirmed stays readable.
create table safety.hazard_words (
    hazard_id        uuid        not null references safety.hazard,
    version          integer     not null,
    title            text        not null,
    measures         text        not null,
    risk             text        not null,
    contact_confirms boolean     not null,
    certificate      text,
    by_name          text        not null,
    at               timestamptz not null,
    primary key (hazard_id, version)
);

-- Somebody says that he was told of the hazards of a visit: the engineer himself, or the customer's man on site. The id is that of
-- the phone's command.
create table safety.confirmation (
    id           uuid        primary key,
    visit_id     uuid        not null,
    case_id      uuid        not null references cases.service_case,
    who          text        not null,
    user_id      uuid        not null references identity.app_user,
    name         text        not null,
    signature_id uuid,
    at           timestamptz not null,

    constraint confirmation_who_known  check (who in ('ENGINEER', 'CONTACT')),
    constraint confirmation_name_filled check (length(trim(name)) between 1 and 60),
    constraint confirmation_signed     check ((who = 'CONTACT') = (signature_id is not null))
);
create index confirmation_of_visit on safety.confirmation (visit_id, at);
create index confirmation_of_case on safety.confirmation (case_id, at);

create table safety.confirmed (
    confirmation_id uuid    not null references safety.confirmation on delete cascade,
    hazard_id       uuid    not null,
    version         integer not null,
    primary key (confirmation_id, hazard_id),
    foreign key (hazard_id, version) references safety.hazard_words
);

-- What nearly went wrong, or did.
create sequence safety.near_miss_number;
create table safety.near_miss (
    id            uuid        primary key,
    number        text        not null unique,
    branch_id     uuid        not null references identity.branch,
    customer_id   uuid        references customers.customer,
    site_id       uuid        references customers.site,
    device_id     uuid        references assets.device,
    case_id       uuid        references cases.service_case,
    visit_id      uuid,
    outcome       text        not null,
    risk          text        not null,
    what          text        not null,
    place         text        not null default '',
    happened_at   timestamptz not null,
    reported_by   uuid        not null references identity.app_user,
    reporter_name text        not null,
    reported_at   timestamptz not null,
    state         text        not null default 'OPEN',
    measures      text        not null default '',
    closed_at     timestamptz,
    closer_name   text,
    version       integer     not null default 0,

    constraint near_miss_outcome_known check (outcome in ('NEARLY', 'DAMAGE', 'INJURY')),
    constraint near_miss_risk_known    check (risk in ('GRAVE', 'HIGH', 'MODERATE', 'LOW')),
    constraint near_miss_state_known   check (state in ('OPEN', 'CLOSED')),
    constraint near_miss_what_filled   check (length(trim(what)) between 1 and 2000),
    constraint near_miss_closed_whole  check ((state = 'CLOSED') = (closed_at is not null)),
    constraint near_miss_closed_with_measures check (state = 'OPEN' or length(trim(measures)) > 0)
);
create index near_miss_newest    on safety.near_miss (happened_at desc, id desc);
create index near_miss_by_branch on safety.near_miss (branch_id, happened_at desc, id desc);
create index near_miss_open      on safety.near_miss (branch_id, happened_at desc, id desc) where state = 'OPEN';
create index near_miss_of_customer on safety.near_miss (customer_id, happened_at desc) where customer_id is not null;
alter table safety.hazard add constraint hazard_of_near_miss foreign key (near_miss_id) references safety.near_miss;
create unique index hazard_once_of_near_miss on safety.hazard (near_miss_id) where near_miss_id is not null;
