-- A phone without a net writes down what happened and sends it later. Nothing it sends is dropped: what does not fit what the office
-- did meanwhile is kept whole until a person has settled it.
create table fieldwork.contradiction (
    id          uuid        primary key,
    visit_id    uuid        not null references fieldwork.visit,
    case_id     uuid        not null references cases.service_case,
    branch_id   uuid        not null references identity.branch,
    partner_id  uuid        references identity.partner,
    engineer_id uuid        not null references identity.app_user,
    code        text        not null,
    facts       jsonb       not null default '{}',
    state       text        not null,
    found_at    timestamptz not null,
    settled_by  uuid        references identity.app_user,
    settled_at  timestamptz,
    note        text        not null default '',
    counted_for uuid        references fieldwork.visit,

    constraint contradiction_state_known    check (state in ('OPEN', 'COUNTED', 'SET_ASIDE', 'MENDED')),
    constraint contradiction_settled_whole  check ((state = 'OPEN') = (settled_at is null)),
    constraint contradiction_counted_where  check ((state = 'COUNTED') = (counted_for is not null)),
    constraint contradiction_aside_reasoned check (state <> 'SET_ASIDE' or length(trim(note)) > 0)
);
create unique index contradiction_one_open on fieldwork.contradiction (visit_id, engineer_id) where state = 'OPEN';
create index contradiction_newest on fieldwork.contradiction (found_at desc, id desc);
create index contradiction_open on fieldwork.contradiction (found_at desc, id desc) where state = 'OPEN';
create index contradiction_of_visit on fieldwork.contradiction (visit_id, engineer_id);
create index contradiction_of_case on fieldwork.contradiction (case_id);

-- outcome: DONE, SUPERSEDED (the plan of the office or a later word of the engineer stands instead), HELD until its contradiction is settled,
-- SET_ASIDE by a person. body is kept where it may still be wanted. position is the order in which commands came.
alter table fieldwork.command
    add position         bigint generated always as identity,
    add outcome          text not null default 'DONE',
    add body             jsonb,
    add code             text,
    add contradiction_id uuid references fieldwork.contradiction,
    add constraint command_outcome_known check (outcome in ('DONE', 'SUPERSEDED', 'HELD', 'SET_ASIDE')),
    add constraint command_held_for      check (outcome <> 'HELD' or contradiction_id is not null);
create index command_of_contradiction on fieldwork.command (contradiction_id, position) where contradiction_id is not null;

-- A photo on its way, in pieces: what has arrived need not be sent again.
create table fieldwork.upload (
    id         uuid        primary key,
    visit_id   uuid        not null references fieldwork.visit,
    by_user    uuid        not null references identity.app_user,
    section    text        not null,
    file_name  text        not null,
    size       bigint      not null,
    started_at timestamptz not null,

    constraint upload_section_shaped check (section ~ '^[a-z][a-z-]{0,39}$'),
    constraint upload_size_sane      check (size between 1 and 26214400)
);
create index upload_of_user on fieldwork.upload (by_user);
create table fieldwork.upload_piece (
    upload_id uuid   not null references fieldwork.upload on delete cascade,
    start     bigint not null,
    bytes     bytea  not null,
    primary key (upload_id, start)
);

-- Whose visit it was before the office gave it to somebody else: his phone may not know yet.
create table fieldwork.former_engineer (
    visit_id    uuid not null references fieldwork.visit,
    engineer_id uuid not null references dispatch.engineer,
    primary key (visit_id, engineer_id)
);
