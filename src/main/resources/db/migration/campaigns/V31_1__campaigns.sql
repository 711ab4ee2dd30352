-- Upgrade campaigns: the same change to all devices of a model, agreed with their customers and done in batches.
create schema if not exists campaigns;

-- property: the line of a device's configuration that says which version it has. from_versions: those that are changed; none means any but the target.
create table campaigns.campaign (
    id             uuid        primary key,
    name           text        not null,
    branch_id      uuid        not null references identity.branch,
    product_id     uuid        not null references assets.product,
    property       text        not null,
    from_versions  text[]      not null default '{}',
    target_version text        not null,
    instructions   text        not null default '',
    form_code      text,
    needs_consent  boolean     not null,
    minutes        integer     not null,
    status         text        not null default 'DRAFT',
    stop_reason    text        not null default '',
    created_by     uuid        references identity.app_user,
    created_at     timestamptz not null,
    started_at     timestamptz,
    version        integer     not null default 0,

    constraint campaign_name_filled     check (length(trim(name)) between 1 and 200),
    constraint campaign_property_filled check (length(trim(property)) between 1 and 100),
    constraint campaign_target_filled   check (length(trim(target_version)) between 1 and 100),
    constraint campaign_minutes_sane    check (minutes between 5 and 2880),
    constraint campaign_status_known    check (status in ('DRAFT', 'RUNNING', 'STOPPED', 'FINISHED')),
    constraint campaign_stop_reasoned   check (status <> 'STOPPED' or length(trim(stop_reason)) > 0)
);
create index campaign_newest on campaigns.campaign (created_at desc, id desc);

-- One question to each customer; token opens it without an account.
create table campaigns.asking (
    campaign_id uuid        not null references campaigns.campaign,
    customer_id uuid        not null references customers.customer,
    token       text        not null unique,
    consent     text        not null default 'OPEN',
    asked_at    timestamptz,
    answered_at timestamptz,
    answered_by text        not null default '',
    by_link     boolean     not null default false,
    reason      text        not null default '',
    primary key (campaign_id, customer_id),

    constraint asking_consent_known    check (consent in ('OPEN', 'GIVEN', 'REFUSED')),
    constraint asking_answered_whole   check ((consent = 'OPEN') = (answered_at is null)),
    constraint asking_refused_reasoned check (consent <> 'REFUSED' or length(trim(reason)) > 0)
);

create table campaigns.batch (
    id          uuid    primary key,
    campaign_id uuid    not null references campaigns.campaign,
    position    integer not null,
    starts_on   date    not null,
    made_at     timestamptz,

    constraint batch_place_once unique (campaign_id, position)
);
create index batch_waiting on campaigns.batch (starts_on) where made_at is null;

create table campaigns.target (
    campaign_id    uuid not null references campaigns.campaign,
    device_id      uuid not null references assets.device,
    customer_id    uuid not null references customers.customer,
    site_id        uuid references customers.site,
    version_before text not null,
    version_after  text,
    batch_id       uuid references campaigns.batch,
    case_id        uuid references cases.service_case,
    result         text not null default 'OPEN',
    reason         text not null default '',
    at             timestamptz,
    primary key (campaign_id, device_id),

    constraint target_result_known    check (result in ('OPEN', 'DONE', 'FAILED', 'MISSED')),
    constraint target_result_dated    check ((result = 'OPEN') = (at is null)),
    constraint target_missed_reasoned check (result <> 'MISSED' or length(trim(reason)) > 0)
);
create index target_of_case on campaigns.target (case_id) where case_id is not null;
create index target_of_batch on campaigns.target (batch_id) where batch_id is not null;
create index target_of_device on campaigns.target (device_id);
create index target_of_customer on campaigns.target (campaign_id, customer_id, device_id);
