-- Tenders: a case that our own people cannot or should not take is offered to partners, who say yes or no.

-- Why a partner says no; the house's own list.
create table dispatch.refusal_reason (
    code     text    primary key,
    name     jsonb   not null,
    position integer not null default 0,
    active   boolean not null default true,

    constraint refusal_reason_code_shaped check (code ~ '^[a-z][a-z0-9-]*$')
);

-- Until when it is open is a promise (subject 'tender'), not a column: one clock for every deadline.
create table dispatch.tender (
    id         uuid        primary key,
    case_id    uuid        not null references cases.service_case,
    branch_id  uuid        not null references identity.branch,
    mode       text        not null,
    state      text        not null,
    words      text        not null default '',
    asked_by   uuid        references identity.app_user,
    asked_at   timestamptz not null,
    ended_at   timestamptz,
    version    integer     not null default 0,

    constraint tender_mode_known  check (mode in ('FIRST', 'BEST')),
    constraint tender_state_known check (state in ('OPEN', 'AWARDED', 'LAPSED', 'WITHDRAWN')),
    constraint tender_ended_iff_over check ((state = 'OPEN') = (ended_at is null))
);
create unique index tender_one_open on dispatch.tender (case_id) where state = 'OPEN';
create index tender_of_case on dispatch.tender (case_id, asked_at desc);
create index tender_newest on dispatch.tender (branch_id, asked_at desc, id desc);

-- One partner's part in it. starts_at: when they would come; engineer_id: whom they would send, if they say so already.
create table dispatch.invitation (
    tender_id   uuid        not null references dispatch.tender,
    partner_id  uuid        not null references identity.partner,
    state       text        not null,
    asked_at    timestamptz not null,
    answered_by uuid        references identity.app_user,
    answered_at timestamptz,
    starts_at   timestamptz,
    minutes     integer,
    price       numeric(14,2),
    engineer_id uuid        references dispatch.engineer,
    note        text        not null default '',
    refusal     text        references dispatch.refusal_reason,
    primary key (tender_id, partner_id),

    constraint invitation_state_known check (state in ('ASKED', 'ANSWERED', 'DECLINED', 'WON', 'LOST', 'LAPSED', 'WITHDRAWN')),
    constraint invitation_yes_has_a_time check (state not in ('ANSWERED', 'WON') or starts_at is not null and answered_at is not null),
    constraint invitation_no_has_a_reason check ((state = 'DECLINED') = (refusal is not null)),
    constraint invitation_price_sane check (price is null or price >= 0),
    constraint invitation_minutes_sane check (minutes is null or minutes between 5 and 720)
);
-- Two who say yes at the same instant: the database lets one of them have it.
create unique index invitation_one_winner on dispatch.invitation (tender_id) where state = 'WON';
create index invitation_of_partner on dispatch.invitation (partner_id, asked_at desc, tender_id desc);
create index invitation_open on dispatch.invitation (partner_id) where state in ('ASKED', 'ANSWERED');
