-- A time that a customer is looking at: an engineer's hours, kept for some minutes while its customer reads and confirms. A case holds one
-- time. Two holds of one engineer never overlap: the database itself refuses it. What has run out is removed by whoever holds next.
create table dispatch.hold (
    case_id     uuid        primary key references cases.service_case,
    booking_id  uuid        references dispatch.booking,
    engineer_id uuid        not null references dispatch.engineer,
    branch_id   uuid        not null references identity.branch,
    window_from timestamptz not null,
    window_to   timestamptz not null,
    starts_at   timestamptz not null,
    ends_at     timestamptz not null,
    held_until  timestamptz not null,

    constraint hold_forward        check (starts_at < ends_at),
    constraint hold_within_window  check (window_from <= starts_at and starts_at < window_to),
    constraint hold_nobody_twice exclude using gist (engineer_id with =, tstzrange(starts_at, ends_at) with &&)
);
create index hold_by_end on dispatch.hold (held_until);
