-- Webhooks: who hears of what, and what became of each telling.
create table integration.webhook (
    id              uuid        primary key,
    name            text        not null,
    url             text        not null,
    events          text[]      not null,
    branch_id       uuid        references identity.branch,
    secret_sealed   text        not null,
    active          boolean     not null default true,
    made_by         uuid        references identity.app_user,
    made_at         timestamptz not null,
    failing_since   timestamptz,
    switched_off_at timestamptz,
    version         integer     not null default 0,

    constraint webhook_name_filled     check (length(trim(name)) between 1 and 60),
    constraint webhook_url_shaped      check (url ~ '^https?://[!-~]+$' and length(url) <= 500),
    constraint webhook_hears_something check (cardinality(events) > 0),
    constraint webhook_off_is_inactive check (switched_off_at is null or not active)
);

-- Written in the transaction in which it happened, sent after it. The id stays the same however often it is sent.
create table integration.delivery (
    id            uuid        primary key,
    webhook_id    uuid        not null references integration.webhook,
    event         text        not null,
    body          text        not null,
    state         text        not null default 'WAITING',
    made_at       timestamptz not null,
    next_try_at   timestamptz not null,
    claimed_until timestamptz,
    tries         integer     not null default 0,
    tried_at      timestamptz,
    status        integer,
    millis        integer,
    failure       text,
    answer        text,

    constraint delivery_state_known check (state in ('WAITING', 'DELIVERED', 'GIVEN_UP'))
);
create index delivery_to_send on integration.delivery (webhook_id, next_try_at, id) where state = 'WAITING';
create index delivery_of_hook on integration.delivery (webhook_id, made_at desc, id desc);
create index delivery_oldest on integration.delivery (made_at);
