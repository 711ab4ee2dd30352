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
    active     boolean not null default true
);
create index engineer_by_branch on dispatch.engineer (branch_id);

create table dispatch.skill (
    code     text  primary key,
    name     jsonb not null,
    category text  not null default ''
);

create table dispatch.engineer_skill (
    user_id uuid    not null references dispatch.engineer on delete cascade,
    skill   text    not null references dispatch.skill,
    level   integer not null default 2,
    primary key (user_id, skill),

    constraint engineer_skill_level_known check (level between 1 and 3)
);

-- A booking is an engineer's promised time for a case. Nobody is booked twice: the database itself refuses it.
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
    booked_by   uuid        references identity.app_user,
    booked_at   timestamptz not null,
    version     integer     not null default 0,

    constraint booking_forward     check (starts_at < ends_at),
    constraint booking_state_known check (state in ('PLANNED', 'UNDER_WAY', 'DONE', 'CANCELLED')),
    constraint booking_nobody_twice exclude using gist
        (engineer_id with =, tstzrange(starts_at, ends_at) with &&) where (state <> 'CANCELLED')
);
create index booking_of_case on dispatch.booking (case_id);
create index booking_board on dispatch.booking (branch_id, starts_at) where state <> 'CANCELLED';
create index booking_of_engineer on dispatch.booking (engineer_id, starts_at);
