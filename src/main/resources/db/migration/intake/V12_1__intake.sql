-- Intake: everything that was received, as it came, whether or not a case could be made of it.
create schema if not exists intake;

-- raw are the bytes as they arrived. A report that is OPEN waits for somebody to make a case of it or to put it aside.
create table intake.report (
    id          uuid        primary key,
    channel     text        not null,
    received_at timestamptz not null,
    address     text        not null default '',
    received_by uuid        references identity.app_user,
    raw         bytea       not null,
    state       text        not null,
    failure     text,
    case_id     uuid        references cases.service_case,
    settled_by  uuid        references identity.app_user,
    settled_at  timestamptz,
    set_aside   text,

    constraint report_channel_known   check (channel in ('PHONE', 'PORTAL', 'QR', 'EMAIL', 'CHAT', 'API', 'ALARM', 'VISIT', 'COLLEAGUE', 'IMPORT')),
    constraint report_state_known     check (state in ('OPEN', 'TAKEN', 'SET_ASIDE')),
    constraint report_taken_iff_case  check ((state = 'TAKEN') = (case_id is not null)),
    constraint report_aside_reasoned  check ((state = 'SET_ASIDE') = (set_aside is not null)),
    constraint report_open_says_why   check (state <> 'OPEN' or failure is not null)
);
create index report_to_settle on intake.report (received_at desc, id desc) where state = 'OPEN';
create index report_of_case on intake.report (case_id);
-- Slowing down counts what came from one address lately.
create index report_by_address on intake.report (address, received_at) where address <> '';

-- One row per file of past cases that was brought in.
create table intake.import (
    id          uuid        primary key,
    file_name   text        not null,
    source      text        not null,
    zone        text        not null,
    rows        integer     not null,
    warnings    integer     not null,
    imported_by uuid        references identity.app_user,
    imported_at timestamptz not null,

    constraint import_source_filled check (length(trim(source)) between 1 and 60)
);

-- A past case is brought in once, however often its file is.
create table intake.imported (
    source    text    not null,
    reference text    not null,
    import_id uuid    not null references intake.import,
    row       integer not null,
    case_id   uuid    not null references cases.service_case,
    primary key (source, reference)
);
create index imported_of_import on intake.imported (import_id);
