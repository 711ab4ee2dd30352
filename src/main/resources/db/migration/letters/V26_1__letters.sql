-- Letters: service plans and commitment letters for a tender or a contract.
create schema if not exists letters;

create sequence letters.letter_number;

-- draft: sections and promised times as they are written now. facts: what was live, as it read when the letter went out.
create table letters.letter (
    id              uuid        primary key,
    number          text        not null unique,
    title           text        not null,
    customer_id     uuid        not null references customers.customer,
    branch_id       uuid        not null references identity.branch,
    contract_id     uuid        references contracts.contract,
    project_id      uuid        references assets.project,
    tender          text        not null default '',
    level           text        references contracts.level,
    status          text        not null,
    draft           jsonb       not null,
    facts           jsonb,
    revision        integer     not null default 1,
    unwatched       integer     not null default 0,
    issued_at       timestamptz,
    issued_by       uuid        references identity.app_user,
    accepted_at     timestamptz,
    created_by      uuid        references identity.app_user,
    created_at      timestamptz not null,
    saved_at        timestamptz not null,
    version         integer     not null default 0,

    constraint letter_title_filled   check (length(trim(title)) between 1 and 200),
    constraint letter_status_known   check (status in ('DRAFT', 'ISSUED', 'ACCEPTED', 'GIVEN_UP')),
    constraint letter_issue_whole    check (num_nulls(issued_at, facts) in (0, 2) and (status not in ('ISSUED', 'ACCEPTED') or issued_at is not null)),
    constraint letter_accepted_once  check ((status = 'ACCEPTED') = (accepted_at is not null)),
    constraint letter_accepted_by_contract check (status <> 'ACCEPTED' or contract_id is not null)
);
create index letter_newest on letters.letter (created_at desc, id desc);
create index letter_of_contract on letters.letter (contract_id) where contract_id is not null;
create index letter_of_project on letters.letter (project_id) where project_id is not null;
create index letter_of_customer on letters.letter (customer_id);

-- What each revision said; the newest is the letter's own.
create table letters.revision (
    letter_id uuid        not null references letters.letter,
    revision  integer     not null,
    title     text        not null,
    draft     jsonb       not null,
    saved_by  uuid        references identity.app_user,
    saved_at  timestamptz not null,

    primary key (letter_id, revision)
);
