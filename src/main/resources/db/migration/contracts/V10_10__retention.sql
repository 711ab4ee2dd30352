-- Retention money: the part of a project's price that the customer pays when the warranty is over.

-- release_on follows from the project: the first day after its warranty; null while it is not accepted. balance is the sum
-- of the entries, kept here so that lists can ask for it.
create table contracts.retention (
    id          uuid          primary key,
    project_id  uuid          not null unique references assets.project,
    customer_id uuid          not null references customers.customer,
    branch_id   uuid          not null references identity.branch,
    owner_id    uuid          references identity.app_user,
    price       numeric(14,2) not null,
    share       numeric(5,2),
    amount      numeric(14,2) not null,
    currency    char(3)       not null default 'CNY',
    release_on  date,
    balance     numeric(14,2) not null default 0,
    note        text          not null default '',
    created_at  timestamptz   not null,
    version     integer       not null default 0,

    constraint retention_is_part_of_the_price check (amount > 0 and amount <= price),
    constraint retention_share_sane           check (share > 0 and share <= 100),
    constraint retention_never_below_nothing  check (balance >= 0 and balance <= amount)
);
create index retention_waiting on contracts.retention (release_on, id) where balance > 0;
create index retention_by_release on contracts.retention (release_on, id);
create index retention_of_branch on contracts.retention (branch_id, release_on, id);
create index retention_of_customer on contracts.retention (customer_id);

-- What was held back (+), and what left it (-): paid to us, deducted, or paid against a letter of guarantee.
create table contracts.retention_entry (
    id           uuid          primary key,
    retention_id uuid          not null references contracts.retention,
    kind         text          not null,
    amount       numeric(14,2) not null,
    on_day       date          not null,
    reason       text          not null default '',
    letter       text          not null default '',
    letter_until date,
    written_by   uuid          references identity.app_user,
    written_at   timestamptz   not null,

    constraint retention_entry_kind_known       check (kind in ('HELD', 'RELEASED', 'DEDUCTED', 'LETTER')),
    constraint retention_entry_sign             check (case kind when 'HELD' then amount > 0 else amount < 0 end),
    constraint retention_deduction_is_reasoned  check (kind <> 'DEDUCTED' or length(trim(reason)) > 0),
    constraint retention_letter_whole           check ((kind = 'LETTER') = (letter_until is not null) and (kind = 'LETTER') = (letter <> ''))
);
create index retention_entry_of_retention on contracts.retention_entry (retention_id, id);
create trigger retention_entry_never_edited before update or delete on contracts.retention_entry
    for each row execute function contracts.never_edited();
