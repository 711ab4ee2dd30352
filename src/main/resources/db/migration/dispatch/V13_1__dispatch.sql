-- Dispatch: who can do what, and who goes where when.
create schema if not exists dispatch;

create table dispatch.engineer (
    user_id    uuid    primary key references identity.app_user,
    branch_id  uuid    not null references identity.branch,
    partner_id uuid    references identity.partner,
    home_lng   double precision,
    home_lat   double precision,
    day_starts time    not null default '08:30',
    day_ends   time    not null default '17:30',
    colour     text    not null default '',
    active     boolean not null default true,
    version    integer not null default 0,

    constraint engineer_day_forward check (day_starts < day_ends),
    constraint engineer_home_whole  check ((home_lng is null) = (home_lat is null))
);
create index engineer_by_branch on dispatch.engineer (branch_id);

-- needed_for names the product categories whose devices nobody should be sent to without this skill.
create table dispatch.skill (
    code       text    primary key,
    name       jsonb   not null,
    category   text    not null default '',
    needed_for text[]  not null default '{}',
    position   integer not null default 0,

    constraint skill_code_shaped check (code ~ '^[a-z][a-z0-9-]*$')
);

create table dispatch.engineer_skill (
    user_id uuid    not null references dispatch.engineer on delete cascade,
    skill   text    not null references dispatch.skill,
    level   integer not null default 2,
    primary key (user_id, skill),

    constraint engineer_skill_level_known check (level between 1 and 3)
);

-- A booking is an engineer's promised time for a case. Nobody is booked twice: the database itself refuses it.
-- branch and partner: the case's branch, the engineer's firm when he works for a partner.
create table dispatch.booking (
    id          uuid        primary key,
    case_id     uuid        not null references cases.service_case,
    engineer_id uuid        not null references dispatch.engineer,
    branch_id   uuid        not null references identity.branch,
    partner_id  uuid        references identity.partner,
    starts_at   timestamptz not null,
    ends_at     timestamptz not null,
    state       text        not null,
    note        text        not null default '',
    drop_reason text,
    booked_by   uuid        references identity.app_user,
    booked_at   timestamptz not null,
    version     integer     not null default 0,

    constraint booking_forward     check (starts_at < ends_at),
    constraint booking_state_known check (state in ('PLANNED', 'CONFIRMED', 'UNDER_WAY', 'ON_SITE', 'DONE', 'CANCELLED')),
    constraint booking_reason_only_dropped check (drop_reason is null or state = 'CANCELLED'),
    constraint booking_nobody_twice exclude using gist
        (engineer_id with =, tstzrange(starts_at, ends_at) with &&) where (state <> 'CANCELLED')
);
create index booking_of_case on dispatch.booking (case_id);
create index booking_board on dispatch.booking (branch_id, starts_at) where state <> 'CANCELLED';
create index booking_of_engineer on dispatch.booking (engineer_id, starts_at);
