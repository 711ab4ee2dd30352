-- People: who works when, who is away, who answers after hours, and who holds which certificate.

-- The hours of the days of a cycle, written '08:30-12:00 13:00-17:30', over midnight '20:00-08:00'; '' is a day off.
-- A weekly cycle begins on Monday; any other goes round from the first day of the plan that follows it.
create table dispatch.shift_pattern (
    id             uuid    primary key,
    branch_id      uuid    references identity.branch,
    name           text    not null,
    mark           text    not null,
    cycle          text[]  not null,
    weekly         boolean not null,
    keeps_holidays boolean not null default false,
    active         boolean not null default true,
    version        integer not null default 0,

    constraint shift_pattern_name_filled check (length(trim(name)) between 1 and 40),
    constraint shift_pattern_mark_short  check (length(trim(mark)) between 1 and 2),
    constraint shift_pattern_cycle_sane  check (cardinality(cycle) between 1 and 42),
    constraint shift_pattern_week_whole  check (not weekly or cardinality(cycle) = 7),
    constraint shift_pattern_holidays_weekly check (weekly or not keeps_holidays)
);

-- Somebody follows a pattern from a day on, for ever when until_day is null. Nobody follows two at once.
create table dispatch.shift_plan (
    id         uuid primary key,
    user_id    uuid not null references identity.app_user,
    pattern_id uuid not null references dispatch.shift_pattern,
    from_day   date not null,
    until_day  date,

    constraint shift_plan_forward check (until_day is null or from_day <= until_day),
    constraint shift_plan_one_at_a_time exclude using gist (user_id with =, daterange(from_day, until_day, '[]') with &&)
);

-- One day that is other than the plan says, or that is worked without a plan.
create table dispatch.shift_day (
    user_id uuid not null references identity.app_user,
    day     date not null,
    hours   text not null,
    note    text not null default '',
    primary key (user_id, day)
);

-- Nobody is away twice at the same time. A cancelled leave stays, and counts no more.
create table dispatch.leave (
    id           uuid        primary key,
    user_id      uuid        not null references identity.app_user,
    kind         text        not null,
    starts_at    timestamptz not null,
    ends_at      timestamptz not null,
    note         text        not null default '',
    entered_by   uuid        references identity.app_user,
    entered_at   timestamptz not null,
    cancelled_by uuid        references identity.app_user,
    cancelled_at timestamptz,

    constraint leave_forward    check (starts_at < ends_at),
    constraint leave_kind_known check (kind in ('ANNUAL', 'SICK', 'PERSONAL', 'COMPENSATORY', 'TRAINING', 'OTHER')),
    constraint leave_cancel_whole check (cancelled_by is null or cancelled_at is not null),
    constraint leave_nobody_twice exclude using gist
        (user_id with =, tstzrange(starts_at, ends_at) with &&) where (cancelled_at is null)
);

-- People in turn. On workdays the duty begins at from_time, on free days at hand_over; it lasts until hand_over of the next
-- day. Without from_time it goes round the clock. Without skills it answers for everything.
create table dispatch.rotation (
    id          uuid    primary key,
    branch_id   uuid    not null references identity.branch,
    name        text    not null,
    skills      text[]  not null default '{}',
    turn        text    not null,
    hand_over   time    not null,
    from_time   time,
    free_apart  boolean not null default false,
    starts_on   date    not null,
    active      boolean not null default true,
    version     integer not null default 0,

    constraint rotation_name_filled check (length(trim(name)) between 1 and 60),
    constraint rotation_turn_known  check (turn in ('DAILY', 'WEEKLY'))
);
create index rotation_by_branch on dispatch.rotation (branch_id);

create table dispatch.rotation_member (
    rotation_id uuid    not null references dispatch.rotation on delete cascade,
    position    integer not null,
    user_id     uuid    not null references identity.app_user,
    primary key (rotation_id, position),
    unique (rotation_id, user_id)
);

-- Who answers when. One person at a time for each rotation.
create table dispatch.duty (
    id          uuid        primary key,
    rotation_id uuid        not null references dispatch.rotation,
    branch_id   uuid        not null references identity.branch,
    user_id     uuid        not null references identity.app_user,
    starts_at   timestamptz not null,
    ends_at     timestamptz not null,
    origin      text        not null,
    version     integer     not null default 0,

    constraint duty_forward      check (starts_at < ends_at),
    constraint duty_origin_known check (origin in ('ROTATION', 'HAND', 'SWAP')),
    constraint duty_one_answers exclude using gist (rotation_id with =, tstzrange(starts_at, ends_at) with &&)
);
create index duty_of_branch on dispatch.duty (branch_id, ends_at);
create index duty_of_user on dispatch.duty (user_id, ends_at);

-- Two people agree to change: other_duty_id goes the other way, without it the duty is taken over.
create table dispatch.duty_swap (
    id            uuid        primary key,
    duty_id       uuid        not null references dispatch.duty on delete cascade,
    other_duty_id uuid        references dispatch.duty on delete cascade,
    asked_by      uuid        not null references identity.app_user,
    asked_of      uuid        not null references identity.app_user,
    note          text        not null default '',
    asked_at      timestamptz not null,
    state         text        not null,
    answered_at   timestamptz,

    constraint duty_swap_between_two check (asked_by <> asked_of),
    constraint duty_swap_state_known check (state in ('ASKED', 'AGREED', 'DECLINED', 'WITHDRAWN')),
    constraint duty_swap_answered    check ((state = 'ASKED') = (answered_at is null))
);
create unique index duty_swap_one_open on dispatch.duty_swap (duty_id) where state = 'ASKED';
create index duty_swap_of_other on dispatch.duty_swap (other_duty_id);

-- needed_for names the product categories whose devices only the holder of a valid certificate may work on.
create table dispatch.certificate_kind (
    code       text    primary key,
    name       jsonb   not null,
    needed_for text[]  not null default '{}',
    position   integer not null default 0,

    constraint certificate_kind_code_shaped check (code ~ '^[a-z][a-z0-9-]*$')
);

-- Without valid_until it never runs out. A renewal is a new row; the old one is kept.
create table dispatch.certificate (
    id          uuid        primary key,
    user_id     uuid        not null references dispatch.engineer,
    kind        text        not null references dispatch.certificate_kind,
    number      text        not null,
    issuer      text        not null default '',
    valid_from  date,
    valid_until date,
    entered_at  timestamptz not null,
    removed_at  timestamptz,
    version     integer     not null default 0,

    constraint certificate_number_filled check (length(trim(number)) between 1 and 60),
    constraint certificate_valid_forward check (valid_from is null or valid_until is null or valid_from <= valid_until)
);
create unique index certificate_number_once on dispatch.certificate (user_id, kind, number) where removed_at is null;
create index certificate_running_out on dispatch.certificate (valid_until) where removed_at is null and valid_until is not null;
