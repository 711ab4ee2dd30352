-- Upkeep: inspections and maintenance that come round by themselves.
create schema if not exists upkeep;

-- For one device, for the devices of a model, of a site, or of what a contract covers. categories: those its form is for; none means all.
-- made_until: up to this day its dates have been made. A plan that is changed gets its future dates anew.
create table upkeep.plan (
    id              uuid        primary key,
    name            text        not null,
    branch_id       uuid        not null references identity.branch,
    customer_id     uuid        references customers.customer,
    contract_id     uuid        references contracts.contract,
    site_id         uuid        references customers.site,
    product_id      uuid        references assets.product,
    device_id       uuid        references assets.device,
    form_code       text,
    categories      text[]      not null default '{}',
    kind            text        not null default 'inspection',
    rhythm          jsonb       not null,
    exclusions      jsonb       not null,
    from_completion boolean     not null default false,
    starts_on       date        not null,
    ends_on         date,
    lead_days       integer     not null,
    early_days      integer     not null,
    late_days       integer     not null,
    minutes         integer     not null,
    owner_id        uuid        references identity.app_user,
    active          boolean     not null default true,
    made_until      date,
    created_by      uuid        references identity.app_user,
    created_at      timestamptz not null,
    version         integer     not null default 0,

    constraint plan_name_filled      check (length(trim(name)) between 1 and 200),
    constraint plan_is_for_something check (num_nonnulls(contract_id, site_id, product_id, device_id) > 0),
    constraint plan_ends_after_start check (ends_on >= starts_on),
    constraint plan_lead_sane        check (lead_days between 0 and 180),
    constraint plan_window_sane      check (early_days between 0 and 90 and late_days between 0 and 180),
    constraint plan_minutes_sane     check (minutes between 5 and 2880)
);
create index plan_newest on upkeep.plan (created_at desc, id desc);
create index plan_of_contract on upkeep.plan (contract_id) where contract_id is not null;
create index plan_of_device on upkeep.plan (device_id) where device_id is not null;
create index plan_behind on upkeep.plan (made_until nulls first, id) where active;

-- occurrence: the date that the rhythm means, whatever day it was moved to. Asked however often, a date exists once.
create table upkeep.due (
    id          uuid    primary key,
    plan_id     uuid    not null references upkeep.plan,
    subject_id  uuid    not null,
    occurrence  text    not null,
    branch_id   uuid    not null references identity.branch,
    customer_id uuid    not null references customers.customer,
    site_id     uuid    references customers.site,
    device_id   uuid    references assets.device,
    planned_on  date    not null,
    window_from date    not null,
    window_to   date    not null,
    state       text    not null default 'PLANNED',
    rolling     boolean not null default false,
    moved_from  date,
    reason      text    not null default '',
    case_id     uuid    references cases.service_case,
    done_on     date,
    late_days   integer,
    version     integer not null default 0,

    constraint due_once              unique (plan_id, subject_id, occurrence),
    constraint due_state_known       check (state in ('PLANNED', 'MADE', 'DONE', 'SKIPPED')),
    constraint due_window_forward    check (window_from <= window_to),
    constraint due_done_whole        check ((state = 'DONE') = (done_on is not null) and (done_on is null) = (late_days is null)),
    constraint due_made_has_a_case   check (state <> 'MADE' or case_id is not null),
    constraint due_skipped_reasoned  check (state <> 'SKIPPED' or length(trim(reason)) > 0)
);
-- The next date after a completion is one, whoever asks for it at the same time.
create unique index due_one_rolling on upkeep.due (plan_id, subject_id) where rolling and state in ('PLANNED', 'MADE');
create index due_by_day on upkeep.due (planned_on, id);
create index due_of_branch on upkeep.due (branch_id, planned_on, id);
create index due_of_customer on upkeep.due (customer_id, planned_on, id);
create index due_of_device on upkeep.due (device_id, planned_on) where device_id is not null;
create index due_of_case on upkeep.due (case_id) where case_id is not null;
create index due_open on upkeep.due (planned_on, id) where state = 'PLANNED';
create index due_overdue on upkeep.due (window_to, id) where state in ('PLANNED', 'MADE');

-- A contract's visit is counted once for a case, however often that is opened and resolved again.
create table upkeep.counted_visit (
    case_id     uuid        primary key references cases.service_case,
    contract_id uuid        not null references contracts.contract,
    counted     boolean     not null,
    at          timestamptz not null
);

-- What a plan is about today: every device in use, or the site itself where none of them suits.
create view upkeep.member as
select p.id as plan_id, d.id as subject_id, d.id as device_id, d.site_id, d.customer_id, d.branch_id, coalesce(d.accepted_on, d.installed_on) as since
  from upkeep.plan p join assets.device d on d.id = p.device_id
 where d.state = 'IN_USE'
union all
select p.id, d.id, d.id, d.site_id, d.customer_id, d.branch_id, coalesce(d.accepted_on, d.installed_on)
  from upkeep.plan p join assets.device d on d.product_id = p.product_id
 where p.device_id is null and p.contract_id is null and d.state = 'IN_USE' and d.branch_id = p.branch_id
   and (p.customer_id is null or d.customer_id = p.customer_id) and (p.site_id is null or d.site_id = p.site_id)
union all
select p.id, d.id, d.id, d.site_id, d.customer_id, d.branch_id, coalesce(d.accepted_on, d.installed_on)
  from upkeep.plan p join assets.device d on d.site_id = p.site_id join assets.product m on m.id = d.product_id
 where p.device_id is null and p.product_id is null and p.contract_id is null and d.state = 'IN_USE'
   and (p.categories = '{}' or m.category = any(p.categories))
union all
select distinct p.id, d.id, d.id, d.site_id, d.customer_id, d.branch_id, coalesce(d.accepted_on, d.installed_on)
  from upkeep.plan p
  join contracts.contract c on c.id = p.contract_id
  join contracts.coverage g on g.contract_id = c.id and g.revision = c.revision
  join assets.device d on d.customer_id = c.customer_id
       and (d.id = g.device_id or d.project_id = g.project_id or d.site_id = g.site_id or num_nonnulls(g.site_id, g.project_id, g.device_id) = 0)
  join assets.product m on m.id = d.product_id
 where p.device_id is null and d.state = 'IN_USE' and (p.product_id is null or d.product_id = p.product_id) and (p.site_id is null or d.site_id = p.site_id)
   and (p.categories = '{}' or m.category = any(p.categories))
union all
select p.id, s.id, null, s.id, s.customer_id, p.branch_id, null
  from upkeep.plan p join customers.site s on s.id = p.site_id
 where p.device_id is null and p.product_id is null and p.contract_id is null and not exists (
       select from assets.device d join assets.product m on m.id = d.product_id
        where d.site_id = s.id and d.state = 'IN_USE' and (p.categories = '{}' or m.category = any(p.categories)));
