-- Integration: keys of other programs, how often they call, and what their repeated requests were answered.
create schema if not exists integration;

-- The secret itself is nowhere: only its hash, and the prefix by which the key is found.
create table integration.api_key (
    id           uuid        primary key,
    user_id      uuid        not null references identity.app_user,
    name         text        not null,
    prefix       text        not null,
    hash         bytea       not null,
    branch_id    uuid        references identity.branch,
    scopes       text[]      not null,
    per_minute   integer     not null,
    expires_at   timestamptz,
    made_by      uuid        references identity.app_user,
    made_at      timestamptz not null,
    last_used_at timestamptz,
    revoked_at   timestamptz,
    revoked_by   uuid        references identity.app_user,

    constraint api_key_name_filled     check (length(trim(name)) between 1 and 60),
    constraint api_key_prefix_once     unique (prefix),
    constraint api_key_hash_is_sha256  check (length(hash) = 32),
    constraint api_key_opens_something check (cardinality(scopes) > 0),
    constraint api_key_calls_bounded   check (per_minute between 1 and 60000),
    constraint api_key_user_once       unique (user_id)
);
create index api_key_newest on integration.api_key (made_at desc, id desc);

-- One row a key, overwritten minute by minute. After a crash it is empty, and every key begins its minute anew.
create unlogged table integration.api_calls (
    key_id uuid        primary key,
    minute timestamptz not null,
    used   integer     not null
) with (fillfactor = 50);

-- A request is done by whoever inserts its row. Without a status it is still being done.
create table integration.idempotent_post (
    user_id      uuid        not null references identity.app_user,
    key          text        not null,
    request      bytea       not null,
    began_at     timestamptz not null,
    status       integer,
    content_type text,
    body         bytea,

    primary key (user_id, key),
    constraint idempotent_post_key_short       check (length(key) between 1 and 200),
    constraint idempotent_post_answered_whole  check ((status is null) = (body is null))
);
create index idempotent_post_oldest on integration.idempotent_post (began_at);
