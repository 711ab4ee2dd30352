-- Fieldwork: what happened at the customer's, from setting out to the signature.
create schema if not exists fieldwork;

create sequence fieldwork.report_number;

-- arrived_note says why there is no position, or what else is to be said of the arrival.
-- late_minutes counts against the planned start; distance is from the arrival to the site, where both are known.
create table fieldwork.visit (
    id            uuid        primary key,
    booking_id    uuid        not null unique references dispatch.booking,
    case_id       uuid        not null references cases.service_case,
    engineer_id   uuid        not null references dispatch.engineer,
    branch_id     uuid        not null references identity.branch,
    partner_id    uuid        references identity.partner,
    status        text        not null,
    planned_start timestamptz not null,
    planned_end   timestamptz not null,
    accepted_at   timestamptz,
    set_out_at    timestamptz,
    arrived_at    timestamptz,
    arrived_lng   double precision,
    arrived_lat   double precision,
    arrived_note  text        not null default '',
    late_minutes  integer,
    distance_metres integer,
    started_at    timestamptz,
    finished_at   timestamptz,
    signed_at     timestamptz,
    refusal       text,
    version       integer     not null default 0,

    constraint visit_status_known check (status in ('PLANNED', 'ACCEPTED', 'ON_THE_WAY', 'ARRIVED', 'WORKING', 'FINISHED', 'SIGNED', 'REFUSED', 'CANCELLED')),
    constraint visit_place_whole  check ((arrived_lng is null) = (arrived_lat is null)),
    constraint visit_place_on_earth check (arrived_lng between -180 and 180 and arrived_lat between -90 and 90),
    constraint visit_signed_iff   check ((status = 'SIGNED') = (signed_at is not null)),
    constraint visit_refusal_reasoned check ((status = 'REFUSED') = (refusal is not null))
);
create index visit_of_engineer on fieldwork.visit (engineer_id, planned_start);
create index visit_of_case on fieldwork.visit (case_id);

-- What a phone asked for, by the id it gave to the command: sent twice, done once.
-- at is the phone's own time, which may be hours before the command arrived.
create table fieldwork.command (
    id          uuid        primary key,
    visit_id    uuid        not null references fieldwork.visit,
    act         text        not null,
    by_user     uuid        not null references identity.app_user,
    at          timestamptz not null,
    received_at timestamptz not null
);
create index command_of_visit on fieldwork.command (visit_id, received_at);

-- The service report (服务单): written by the engineer, frozen by the customer's signature.
-- frozen is the text that was signed, hash its SHA-256: the PDF is printed from it and from nothing else.
create table fieldwork.report (
    id             uuid        primary key,
    number         text        not null unique,
    visit_id       uuid        not null unique references fieldwork.visit,
    case_id        uuid        not null references cases.service_case,
    finding        text        not null,
    cause_code     text        references cases.fault_code,
    responsibility_code text   references cases.fault_code,
    action         text        not null,
    advice         text        not null default '',
    parts          jsonb       not null default '[]',
    work_minutes   integer     not null,
    outcome        text        not null,
    customer_opinion text      not null default '',
    signer_name    text,
    signature_id   uuid,
    pdf_id         uuid,
    frozen         text,
    hash           text,
    written_at     timestamptz not null,
    signed_at      timestamptz,
    version        integer     not null default 0,

    constraint report_finding_filled check (length(trim(finding)) > 0),
    constraint report_action_filled  check (length(trim(action)) > 0),
    constraint report_minutes_sane   check (work_minutes between 0 and 10080),
    constraint report_outcome_known  check (outcome in ('FIXED', 'WORKAROUND', 'NOT_FIXED')),
    constraint report_signed_whole   check ((signed_at is null) = (signer_name is null)),
    constraint report_frozen_whole   check ((frozen is null) = (hash is null)),
    constraint report_hash_shaped    check (hash ~ '^[0-9a-f]{64}$')
);
create index report_of_case on fieldwork.report (case_id);
