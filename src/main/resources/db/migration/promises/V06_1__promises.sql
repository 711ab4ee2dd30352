-- Promises: who owes what to whom by when.
create schema if not exists promises;

-- Goes up with every change of a rule or calendar, so that each node knows when to read them again.
create table promises.book (
    only_one boolean primary key default true check (only_one),
    revision bigint  not null
);
insert into promises.book (revision) values (1);

-- week holds the hours of Monday to Sunday, written '09:00-12:00 13:00-17:30'; '' is a day off.
-- A calendar without days of its own may follow those of another one (a branch follows the country's holidays).
create table promises.calendar (
    id        uuid    primary key,
    code      text    not null unique,
    name      text    not null,
    zone      text    not null,
    week      text[]  not null,
    follows   uuid    references promises.calendar,
    version   integer not null default 1,

    constraint calendar_name_filled  check (length(trim(name)) between 1 and 100),
    constraint calendar_week_whole   check (cardinality(week) = 7),
    constraint calendar_week_worked  check (week <> array['', '', '', '', '', '', '']),
    constraint calendar_follows_another check (follows <> id)
);

create table promises.calendar_day (
    calendar_id uuid not null references promises.calendar,
    day         date not null,
    kind        text not null,
    name        text not null default '',
    hours       text,
    primary key (calendar_id, day),

    constraint calendar_day_kind_known   check (kind in ('HOLIDAY', 'MAKEUP_WORKDAY', 'HALF_DAY', 'OWN_HOURS')),
    constraint calendar_day_own_hours    check (kind <> 'OWN_HOURS' or hours is not null),
    constraint calendar_day_holiday_free check (kind <> 'HOLIDAY' or hours is null)
);

-- One row per version; only 'current' ever changes. A match column that is null fits everything.
create table promises.rule (
    id                uuid        primary key,
    key               text        not null,
    version           integer     not null,
    current           boolean     not null,
    code              text        not null,
    match_subject     text,
    match_contract    text,
    match_tier        text,
    match_branch      text,
    match_kind        text,
    match_severity    text,
    match_distance    text,
    match_entitlement text,
    match_channel     text,
    calendar_id       uuid        not null references promises.calendar,
    time_limit        jsonb       not null,
    ladder            jsonb       not null,
    pauses            text[],
    reopen_percent    integer     not null default 100,
    with_subject      boolean     not null default true,
    customer_visible  boolean     not null default true,
    created_at        timestamptz not null,
    created_by        uuid        references identity.app_user,

    constraint rule_code_shaped     check (code ~ '^[a-z][a-z-]*$'),
    constraint rule_reopen_stricter check (reopen_percent between 1 and 100),
    unique (key, version)
);
create unique index rule_one_current on promises.rule (key) where current;

-- What is worked out from the log, kept here for lists and for the sweep.
-- breached_at is when the time ran out: an open promise can be broken already.
-- remaining_minutes is the working time left while the clock is paused.
create table promises.promise (
    id                uuid        primary key,
    subject_kind      text        not null,
    subject_id        uuid        not null,
    code              text        not null,
    round             integer     not null default 1,
    label             text        not null,
    branch_id         uuid        not null references identity.branch,
    owner_user_id     uuid        references identity.app_user,
    facts             jsonb       not null,
    rule_id           uuid        not null references promises.rule,
    calendar_id       uuid        not null references promises.calendar,
    calendar_version  integer     not null,
    customer_visible  boolean     not null,
    state             text        not null,
    started_at        timestamptz not null,
    due_at            timestamptz not null,
    goal_minutes      integer     not null,
    paused_at         timestamptz,
    pause_reason      text,
    remaining_minutes integer,
    warned_at         timestamptz,
    breached_at       timestamptz,
    ended_at          timestamptz,
    overrun_minutes   integer,
    next_step_at      timestamptz,
    version           integer     not null default 0,

    constraint promise_state_known      check (state in ('RUNNING', 'PAUSED', 'KEPT', 'BROKEN', 'WAIVED')),
    constraint promise_pause_whole      check ((state = 'PAUSED') = (paused_at is not null)
                                           and (paused_at is null) = (pause_reason is null)
                                           and (paused_at is null) = (remaining_minutes is null)),
    constraint promise_ended_iff_done   check ((state in ('KEPT', 'BROKEN', 'WAIVED')) = (ended_at is not null)),
    constraint promise_overrun_iff_broken check ((state = 'BROKEN') = (overrun_minutes is not null)),
    constraint promise_broken_breached  check (state <> 'BROKEN' or breached_at is not null),
    constraint promise_kept_in_time     check (state <> 'KEPT' or breached_at is null),
    constraint promise_steps_while_running check (next_step_at is null or state = 'RUNNING'),
    unique (subject_kind, subject_id, code, round)
);

-- One open promise of a kind per subject: starting twice starts once.
create unique index promise_one_open on promises.promise (subject_kind, subject_id, code) where state in ('RUNNING', 'PAUSED');
-- The sweep takes what is due from here and nowhere else.
create index promise_next_step on promises.promise (next_step_at) where next_step_at is not null;
create index promise_board on promises.promise (branch_id, due_at, id) where state in ('RUNNING', 'PAUSED');
create index promise_breached on promises.promise (branch_id, breached_at desc, id desc) where breached_at is not null;
create index promise_stale_calendar on promises.promise (calendar_id, calendar_version) where state in ('RUNNING', 'PAUSED');

-- The truth: what happened to the clock of a promise, in the order in which it became known. Rows are only ever added.
create table promises.clock_event (
    promise_id  uuid        not null references promises.promise,
    seq         integer     not null,
    kind        text        not null,
    at          timestamptz not null,
    recorded_at timestamptz not null,
    rule_id     uuid        references promises.rule,
    counts_from timestamptz,
    reason      text        not null default '',
    primary key (promise_id, seq),

    constraint clock_event_kind_known check (kind in ('STARTED', 'RESTARTED', 'PAUSED', 'RESUMED', 'RULE_CHANGED', 'KEPT', 'WAIVED')),
    constraint clock_event_rule_given check ((kind in ('STARTED', 'RESTARTED', 'RULE_CHANGED')) = (rule_id is not null)),
    constraint clock_event_reasoned   check (kind not in ('PAUSED', 'WAIVED') or length(trim(reason)) > 0)
);
