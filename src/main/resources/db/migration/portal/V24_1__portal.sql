-- Portal: what customers do through a link.
create schema if not exists portal;

-- Each act carries an id made by the customer's phone: sent twice, done once.
create table portal.act (
    id      uuid        primary key,
    case_id uuid        not null references cases.service_case,
    act     text        not null,
    at      timestamptz not null,

    constraint act_known check (act in ('MESSAGE', 'ACCEPT', 'REJECT', 'RATE'))
);
create index act_of_case on portal.act (case_id, at);

-- Looking a case up by number and phone; guessing is slowed down by counting misses.
create table portal.lookup (
    id      uuid        primary key,
    number  text        not null,
    address text        not null,
    found   boolean     not null,
    at      timestamptz not null
);
create index lookup_missed_by_address on portal.lookup (address, at) where not found;
create index lookup_missed_by_number on portal.lookup (number, at) where not found;
create index lookup_by_age on portal.lookup (at);
