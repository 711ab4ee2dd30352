-- Planning: how long the ways take, when customers can be visited, and plans that wait for a yes.

-- What a routing service said; the own estimate needs no memory. Keys are places, some hundred metres apart.
create table dispatch.travel (
    from_key bigint      not null,
    to_key   bigint      not null,
    minutes  integer     not null,
    asked_at timestamptz not null,
    primary key (from_key, to_key),

    constraint travel_forward check (minutes >= 0)
);

-- When the customer lets us in: the visit begins in one of the windows of its case. Without any, any working time will do.
create table dispatch.customer_window (
    case_id   uuid        not null references cases.service_case,
    starts_at timestamptz not null,
    ends_at   timestamptz not null,
    set_by    uuid        references identity.app_user,
    set_at    timestamptz not null,
    primary key (case_id, starts_at),

    constraint customer_window_forward check (starts_at < ends_at)
);

-- One search for a better plan, and what came of it. Whoever searches renews the lease; when it runs out another node goes on.
create table dispatch.plan_run (
    id           uuid        primary key,
    branch_id    uuid        not null references identity.branch,
    goal         text        not null,
    ask          jsonb       not null,
    state        text        not null,
    asked_by     uuid        references identity.app_user,
    asked_at     timestamptz not null,
    leased_by    uuid,
    leased_until timestamptz,
    stop_asked   boolean     not null default false,
    progress     jsonb       not null default '[]',
    result       jsonb,
    ended_at     timestamptz,
    decided_by   uuid        references identity.app_user,
    decided_at   timestamptz,

    constraint plan_run_goal_known  check (goal in ('DAY', 'URGENT', 'FREED', 'ABSENT', 'LATE')),
    constraint plan_run_state_known check (state in ('RUNNING', 'PROPOSED', 'FAILED', 'ACCEPTED', 'DISMISSED')),
    constraint plan_run_leased      check ((state = 'RUNNING') = (leased_until is not null) and (leased_by is null) = (leased_until is null)),
    constraint plan_run_found       check (state in ('RUNNING', 'FAILED') or result is not null),
    constraint plan_run_decided     check ((state in ('ACCEPTED', 'DISMISSED')) = (decided_at is not null))
);
create unique index plan_run_one_per_branch on dispatch.plan_run (branch_id) where state = 'RUNNING';
create index plan_run_of_branch on dispatch.plan_run (branch_id, asked_at desc);

-- Why an engineer was chosen, and why nobody else.
create table dispatch.booking_reason (
    booking_id uuid        primary key references dispatch.booking on delete cascade,
    reason     jsonb       not null,
    noted_at   timestamptz not null
);

-- Several bookings may change places at once: whether they collide is asked when all of them have moved.
alter table dispatch.booking drop constraint booking_nobody_twice;
alter table dispatch.booking add constraint booking_nobody_twice exclude using gist
    (engineer_id with =, tstzrange(starts_at, ends_at) with &&) where (state <> 'CANCELLED') deferrable initially immediate;
