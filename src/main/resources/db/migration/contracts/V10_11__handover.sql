-- A project is handed over to after-sales: what is present, what is open and whose it is, signed by both sides.

create table contracts.handover (
    id              uuid          primary key,
    project_id      uuid          not null unique references assets.project,
    customer_id     uuid          not null references customers.customer,
    branch_id       uuid          not null references identity.branch,
    status          text          not null,
    papers          text[]        not null default '{}',
    trained         boolean       not null default false,
    trainees        integer       not null default 0,
    unpaid          numeric(14,2) not null default 0,
    note            text          not null default '',
    our_name        text,
    our_signature   uuid          references documents.document,
    their_name      text,
    their_signature uuid          references documents.document,
    signed_at       timestamptz,
    created_at      timestamptz   not null,
    version         integer       not null default 0,

    constraint handover_status_known   check (status in ('DRAFT', 'SIGNED')),
    constraint handover_trainees_sane  check (trainees between 0 and 10000),
    constraint handover_unpaid_sane    check (unpaid >= 0),
    constraint handover_signed_by_both check ((status = 'SIGNED') = (signed_at is not null)
        and (signed_at is null) = (our_name is null) and num_nulls(our_name, our_signature, their_name, their_signature) in (0, 4))
);

create table contracts.handover_item (
    id          uuid        primary key,
    handover_id uuid        not null references contracts.handover,
    line        integer     not null,
    kind        text        not null,
    what        text        not null,
    owner_id    uuid        references identity.app_user,
    due_on      date,
    done_at     timestamptz,
    done_by     uuid        references identity.app_user,
    done_note   text        not null default '',

    constraint handover_item_kind_known  check (kind in ('WORK', 'PAPER', 'TRAINING', 'MONEY')),
    constraint handover_item_what_filled check (length(trim(what)) between 1 and 500)
);
create index handover_item_of_handover on contracts.handover_item (handover_id, line);
