-- What clocks stop for is data: who has the next move, on which calendar and how often they are asked for it, and whether the
-- matter is settled by itself when they stay silent.
create table promises.pause_reason (
    code          text    primary key,
    name          text    not null,
    party         text    not null,
    calendar_id   uuid    not null references promises.calendar,
    chase_minutes integer not null,
    chases        integer not null,
    resolution    text,
    active        boolean not null default true,
    version       integer not null default 1,

    constraint pause_reason_code_shaped    check (code ~ '^[a-z][a-z0-9-]*$'),
    constraint pause_reason_name_filled    check (length(trim(name)) between 1 and 60),
    constraint pause_reason_party_known    check (party in ('CUSTOMER', 'SUPPLIER', 'HOUSE')),
    constraint pause_reason_interval       check (chase_minutes between 10 and 100000),
    constraint pause_reason_chases_counted check (chases between 0 and 20),
    constraint pause_reason_words_filled   check (length(trim(resolution)) > 0)
);

-- Somebody else has the next move. words is what exactly is waited for; next_step_at when they are asked again.
create table promises.waiting (
    id           uuid        primary key,
    subject_kind text        not null,
    subject_id   uuid        not null,
    reason       text        not null references promises.pause_reason,
    words        text        not null,
    branch_id    uuid        not null references identity.branch,
    since        timestamptz not null,
    chased       integer     not null default 0,
    next_step_at timestamptz,
    ended_at     timestamptz,

    constraint waiting_over_is_over check (next_step_at is null or ended_at is null)
);
create unique index waiting_one_open on promises.waiting (subject_kind, subject_id) where ended_at is null;
create index waiting_next_step on promises.waiting (next_step_at) where next_step_at is not null;
