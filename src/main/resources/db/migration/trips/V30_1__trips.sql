-- Trips: engineers sent away for days, with an order, an advance, reports while they are away, and papers to bring back.
create schema if not exists trips;
create sequence trips.trip_number;

create table trips.trip (
    id               uuid           primary key,
    number           text           not null unique,
    branch_id        uuid           not null references identity.branch,
    purpose          text           not null,
    place            text           not null,
    tasks            text           not null default '',
    contact          text           not null default '',
    contact_phone    text           not null default '',
    confidential     text           not null default '',
    from_day         date           not null,
    to_day           date           not null,
    advance          numeric(18, 2) not null default 0,
    advance_currency text           not null default 'CNY',
    status           text           not null default 'ASKED',
    note             text           not null default '',
    asked_by         uuid           references identity.app_user,
    asked_at         timestamptz    not null,
    decided_by       uuid           references identity.app_user,
    decided_at       timestamptz,
    started_at       timestamptz,
    returned_at      timestamptz,
    papers_at        timestamptz,
    version          integer        not null default 0,

    constraint trip_purpose_filled   check (length(trim(purpose)) between 1 and 500),
    constraint trip_place_filled     check (length(trim(place)) between 1 and 200),
    constraint trip_days_in_order    check (from_day <= to_day),
    constraint trip_advance_sane     check (advance >= 0),
    constraint trip_currency_shaped  check (advance_currency ~ '^[A-Z]{3}$'),
    constraint trip_status_known     check (status in ('ASKED', 'APPROVED', 'REFUSED', 'AWAY', 'BACK', 'CANCELLED')),
    constraint trip_refused_reasoned check (status not in ('REFUSED', 'CANCELLED') or length(trim(note)) > 0),
    constraint trip_back_after_start check (returned_at >= started_at),
    constraint trip_papers_when_back check (papers_at is null or status = 'BACK')
);
create index trip_newest on trips.trip (asked_at desc, id desc);
create index trip_away on trips.trip (branch_id, from_day) where status in ('APPROVED', 'AWAY');

create table trips.traveller (
    trip_id  uuid    not null references trips.trip,
    user_id  uuid    not null references dispatch.engineer,
    position integer not null,
    primary key (trip_id, user_id)
);
create index traveller_trips on trips.traveller (user_id, trip_id);

-- What is to be done there: cases the trip is for.
create table trips.task (
    trip_id uuid not null references trips.trip,
    case_id uuid not null references cases.service_case,
    primary key (trip_id, case_id)
);
create index task_of_case on trips.task (case_id);

-- One report a day of each traveller; said again, the later one stands.
create table trips.day_report (
    trip_id    uuid        not null references trips.trip,
    user_id    uuid        not null references identity.app_user,
    day        date        not null,
    done       text        not null,
    next       text        not null default '',
    trouble    text        not null default '',
    written_at timestamptz not null,
    primary key (trip_id, user_id, day),

    constraint day_report_filled check (length(trim(done)) between 1 and 4000)
);
