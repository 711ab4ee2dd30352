-- Cases: what a customer asked for and where that stands.
create schema if not exists cases;

-- The service catalogue. A running case keeps the version of its kind it was opened with.
create table cases.kind (
    code       text        not null,
    version    integer     not null,
    name       jsonb       not null,
    definition jsonb       not null,
    current    boolean     not null,
    created_at timestamptz not null,
    primary key (code, version),

    constraint kind_code_shaped check (code ~ '^[a-z][a-z-]*$')
);
create unique index kind_one_current on cases.kind (code) where current;

-- Fault codes: a tree per dimension (part, symptom, cause, responsibility).
create table cases.fault_code (
    code      text primary key,
    dimension text not null,
    parent    text references cases.fault_code,
    name      jsonb not null,
    position  integer not null default 0,
    active    boolean not null default true,

    constraint fault_code_dimension_known check (dimension in ('PART', 'SYMPTOM', 'CAUSE', 'RESPONSIBILITY'))
);

create sequence cases.case_number;

-- about is what the words of a search may also name: customer, project, site and device as they were called when the case
-- was opened or last identified.
create table cases.service_case (
    id                 uuid        primary key,
    number             text        not null unique,
    branch_id          uuid        not null references identity.branch,
    partner_id         uuid        references identity.partner,
    customer_id        uuid        references customers.customer,
    contact_name       text        not null default '',
    contact_phone      text        not null default '',
    contact_email      text        not null default '',
    site_id            uuid        references customers.site,
    project_id         uuid        references assets.project,
    device_id          uuid        references assets.device,
    channel            text        not null,
    kind_code          text        not null,
    kind_version       integer     not null,
    status             text        not null,
    stage              text        not null,
    severity           integer     not null,
    subject            text        not null,
    description        text        not null default '',
    about              text        not null default '',
    entitlement        text        not null default 'UNDECIDED',
    entitlement_reason text        not null default '',
    entitlement_code   text        not null default 'cases.no-device',
    entitlement_facts  jsonb       not null default '{}',
    entitlement_by     uuid        references identity.app_user,
    symptom_code       text        references cases.fault_code,
    cause_code         text        references cases.fault_code,
    responsibility_code text       references cases.fault_code,
    assignee_id        uuid        references identity.app_user,
    waiting_reason     text,
    resolution         text,
    cancel_reason      text,
    repeat_of          uuid        references cases.service_case,
    reopened           integer     not null default 0,
    tracking_token     text        not null unique,
    opened_by          uuid        references identity.app_user,
    opened_at          timestamptz not null,
    answered_at        timestamptz,
    arrived_at         timestamptz,
    resolved_at        timestamptz,
    closed_at          timestamptz,
    version            integer     not null default 0,
    grams              text[]      generated always as (platform.grams(number, subject, contact_name, contact_phone, about)) stored,

    constraint service_case_subject_filled  check (length(trim(subject)) between 1 and 200),
    constraint service_case_channel_known   check (channel in ('PHONE', 'PORTAL', 'QR', 'EMAIL', 'CHAT', 'API', 'ALARM', 'VISIT', 'COLLEAGUE', 'IMPORT')),
    constraint service_case_status_known    check (status in ('NEW', 'ACTIVE', 'WAITING', 'RESOLVED', 'CLOSED', 'CANCELLED')),
    constraint service_case_severity_known  check (severity between 1 and 4),
    constraint service_case_entitlement_known check (entitlement in ('UNDECIDED', 'FREE', 'CHARGEABLE', 'GOODWILL')),
    constraint service_case_entitlement_reasoned check (entitlement = 'UNDECIDED' or length(trim(entitlement_reason)) > 0),
    constraint service_case_waiting_reasoned check ((status = 'WAITING') = (waiting_reason is not null)),
    constraint service_case_resolved_iff_done check ((status in ('RESOLVED', 'CLOSED')) = (resolved_at is not null)),
    constraint service_case_resolution_whole check ((resolved_at is null) = (resolution is null)),
    constraint service_case_closed_iff_done check ((status = 'CLOSED') = (closed_at is not null)),
    constraint service_case_cancel_reasoned check ((status = 'CANCELLED') = (cancel_reason is not null)),
    foreign key (kind_code, kind_version) references cases.kind (code, version)
);

-- Keyset lists: newest first over everything, and the open queue, which stays small.
create index service_case_newest on cases.service_case (opened_at desc, id desc);
create index service_case_newest_by_branch on cases.service_case (branch_id, opened_at desc, id desc);
create index service_case_open on cases.service_case (branch_id, opened_at desc, id desc)
    where status in ('NEW', 'ACTIVE', 'WAITING', 'RESOLVED');
create index service_case_of_customer on cases.service_case (customer_id, opened_at desc, id desc);
create index service_case_of_device on cases.service_case (device_id, opened_at desc) where device_id is not null;
create index service_case_of_assignee on cases.service_case (assignee_id, opened_at desc, id desc)
    where status in ('NEW', 'ACTIVE', 'WAITING', 'RESOLVED');
create index service_case_by_phone on cases.service_case (contact_phone, opened_at desc) where contact_phone <> '';
create index service_case_grams on cases.service_case using gin (grams);
-- Rare values of a filter over everything: without these a list would walk a million rows to find ten.
create index service_case_by_status on cases.service_case (status, opened_at desc, id desc);
create index service_case_by_severity on cases.service_case (severity, opened_at desc, id desc);
create index service_case_by_kind on cases.service_case (kind_code, opened_at desc, id desc);
create index service_case_by_channel on cases.service_case (channel, opened_at desc, id desc);
create index service_case_by_entitlement on cases.service_case (entitlement, opened_at desc, id desc);
create index service_case_of_partner on cases.service_case (partner_id, opened_at desc, id desc) where partner_id is not null;

-- Cases that belong together: the same fault reported twice, or one that was seen while working on another.
create table cases.link (
    case_id   uuid        not null references cases.service_case,
    other_id  uuid        not null references cases.service_case,
    kind      text        not null,
    linked_by uuid        references identity.app_user,
    linked_at timestamptz not null,
    primary key (case_id, other_id),

    constraint link_kind_known check (kind in ('DUPLICATE', 'RELATED')),
    constraint link_to_another check (case_id <> other_id)
);
create index link_back on cases.link (other_id);

-- A filter somebody keeps under a name: the query string of the work list.
create table cases.saved_view (
    id       uuid    primary key,
    user_id  uuid    not null references identity.app_user on delete cascade,
    name     text    not null,
    filter   jsonb   not null,
    position integer not null default 0,

    constraint saved_view_name_filled check (length(trim(name)) between 1 and 60),
    unique (user_id, name)
);
