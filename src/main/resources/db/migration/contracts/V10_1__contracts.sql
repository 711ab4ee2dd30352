-- Contracts: what was agreed with a customer for the time after, or beside, the warranty.
create schema if not exists contracts;

create sequence contracts.contract_number;

-- ends_on is the last day in force; days are days in the zone of the branch.
create table contracts.contract (
    id            uuid        primary key,
    number        text        not null unique,
    title         text        not null,
    customer_id   uuid        not null references customers.customer,
    branch_id     uuid        not null references identity.branch,
    our_party     text        not null default '',
    their_party   text        not null default '',
    owner_id      uuid        references identity.app_user,
    status        text        not null,
    starts_on     date        not null,
    ends_on       date        not null,
    notice_days   integer     not null default 30,
    revision      integer     not null default 1,
    renewal_of    uuid        references contracts.contract,
    let_go_reason text,
    closed_reason text,
    created_at    timestamptz not null,
    version       integer     not null default 0,
    grams         text[]      generated always as (platform.grams(number, title)) stored,

    constraint contract_title_filled          check (length(trim(title)) between 1 and 200),
    constraint contract_status_known          check (status in ('DRAFT', 'ACTIVE', 'ENDED', 'TERMINATED', 'CANCELLED')),
    constraint contract_ends_after_it_starts  check (ends_on >= starts_on),
    constraint contract_notice_sane           check (notice_days between 0 and 365),
    constraint contract_broken_off_iff_reason check ((status in ('TERMINATED', 'CANCELLED')) = (closed_reason is not null))
);
create index contract_by_end on contracts.contract (ends_on, id);
create index contract_of_customer on contracts.contract (customer_id, starts_on);
create index contract_running on contracts.contract (ends_on) where status = 'ACTIVE';
create index contract_grams on contracts.contract using gin (grams);
create unique index contract_is_renewed_once on contracts.contract (renewal_of) where status <> 'CANCELLED';

-- What people call a level; what it promises is for the promise rules to say. An empty name: the user interface knows it.
create table contracts.level (
    code       text        primary key,
    name       text        not null default '',
    about      text        not null default '',
    place      integer     not null,
    changed_by uuid        references identity.app_user,
    changed_at timestamptz,

    constraint level_is_a_code check (code ~ '^[a-z0-9][a-z0-9-]{0,39}$')
);

-- What is agreed, as of a day: an amendment is a new revision, and the one in force on a day is the last that began by then.
create table contracts.revision (
    contract_id    uuid          not null references contracts.contract,
    revision       integer       not null,
    from_day       date          not null,
    level          text          not null references contracts.level,
    price          numeric(14,2) not null,
    currency       char(3)       not null default 'CNY',
    visits         integer       not null,
    parts_included boolean       not null,
    also_covers    text[]        not null default '{}',
    reason         text          not null default '',
    written_by     uuid          references identity.app_user,
    written_at     timestamptz   not null,
    primary key (contract_id, revision),

    constraint revision_price_sane      check (price >= 0),
    constraint revision_visits_sane     check (visits between 0 and 1000)
);

-- One line a thing that is covered; a line without site, project and device is the whole customer.
create table contracts.coverage (
    contract_id uuid    not null,
    revision    integer not null,
    line        integer not null,
    site_id     uuid    references customers.site,
    project_id  uuid    references assets.project,
    device_id   uuid    references assets.device,
    primary key (contract_id, revision, line),
    foreign key (contract_id, revision) references contracts.revision,

    constraint coverage_is_one_thing check (num_nonnulls(site_id, project_id, device_id) <= 1)
);
create index coverage_of_site on contracts.coverage (site_id) where site_id is not null;
create index coverage_of_project on contracts.coverage (project_id) where project_id is not null;
create index coverage_of_device on contracts.coverage (device_id) where device_id is not null;

create table contracts.billing (
    contract_id uuid          not null,
    revision    integer       not null,
    line        integer       not null,
    due_on      date          not null,
    amount      numeric(14,2) not null,
    note        text          not null default '',
    primary key (contract_id, revision, line),
    foreign key (contract_id, revision) references contracts.revision,

    constraint billing_asks_for_something check (amount > 0)
);

-- The visits of a contract: agreed (+), used (-), given back (+). Never edited; what is left is the sum.
create table contracts.visit_entry (
    id          uuid        primary key,
    contract_id uuid        not null references contracts.contract,
    kind        text        not null,
    visits      integer     not null,
    on_day      date        not null,
    note        text        not null default '',
    written_by  uuid        references identity.app_user,
    written_at  timestamptz not null,

    constraint visit_entry_kind_known check (kind in ('AGREED', 'USED', 'GIVEN_BACK')),
    constraint visit_entry_sign       check (case kind when 'USED' then visits < 0 when 'GIVEN_BACK' then visits > 0 else visits <> 0 end)
);
create index visit_entry_of_contract on contracts.visit_entry (contract_id, id);

create function contracts.never_edited() returns trigger language plpgsql as
    $$ begin raise exception 'a ledger is only added to'; end $$;
create trigger visit_entry_never_edited before update or delete on contracts.visit_entry
    for each row execute function contracts.never_edited();
