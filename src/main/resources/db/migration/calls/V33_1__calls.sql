-- Calls: what the telephone exchange tells us, and what the desk writes down of a call that became no case.
create schema if not exists calls;

-- A connection to an exchange. Its address holds a token; only the hash is kept.
create table calls.centre (
    id         uuid        primary key,
    name       text        not null,
    branch_id  uuid        not null references identity.branch,
    token_hash text        not null unique,
    active     boolean     not null default true,
    heard_at   timestamptz,
    made_by    uuid        not null references identity.app_user,
    made_at    timestamptz not null,

    constraint centre_name_filled check (length(trim(name)) between 1 and 60)
);

-- Whose telephone an extension is.
create table calls.extension (
    centre_id uuid not null references calls.centre on delete cascade,
    extension text not null,
    user_id   uuid not null references identity.app_user,
    primary key (centre_id, extension),

    constraint extension_shaped check (extension ~ '^[0-9A-Za-z._@-]{1,60}$')
);

-- The exchange's words may come late, twice or in another order: each sets its own time, and the state follows from the times.
-- reference: the exchange's own id of the call; null where somebody wrote the call down by hand.
create table calls.call (
    id            uuid        primary key,
    centre_id     uuid        references calls.centre,
    reference     text,
    branch_id     uuid        not null references identity.branch,
    direction     text        not null,
    number        text        not null,
    number_keys   text[]      not null generated always as (customers.phone_keys(number)) stored,
    line          text        not null default '',
    extension     text        not null default '',
    user_id       uuid        references identity.app_user,
    customer_id   uuid        references customers.customer,
    contact_name  text        not null default '',
    began_at      timestamptz not null,
    answered_at   timestamptz,
    ended_at      timestamptz,
    state         text        not null generated always as (
                      case when ended_at is null then case when answered_at is null then 'RINGING' else 'TALKING' end
                           when answered_at is null and direction = 'IN' then 'MISSED' else 'ENDED' end) stored,
    recording     text        not null default '',
    note          text        not null default '',
    case_id       uuid        references cases.service_case,
    rung_back_at  timestamptz,
    rung_back_by  uuid        references identity.app_user,

    constraint call_direction_known  check (direction in ('IN', 'OUT')),
    constraint call_state_known      check (state in ('RINGING', 'TALKING', 'MISSED', 'ENDED')),
    constraint call_of_an_exchange   check ((centre_id is null) = (reference is null)),
    unique (centre_id, reference)
);
create index call_newest on calls.call (began_at desc, id desc);
create index call_newest_of_branch on calls.call (branch_id, began_at desc, id desc);
create index call_by_number on calls.call using gin (number_keys);
create index call_of_case on calls.call (case_id) where case_id is not null;
-- Few at any time, whatever lies behind them.
create index call_under_way on calls.call (began_at) where ended_at is null;
create index call_to_ring_back on calls.call (branch_id, began_at desc, id desc) where answered_at is null and direction = 'IN' and ended_at is not null and rung_back_at is null;
