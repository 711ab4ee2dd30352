-- Online chat: where it can be opened, its conversations, what was written, and what our people write often.
create schema if not exists chat;

-- key stands in the address of the window. origins: websites that may show it inside themselves. answer_within: minutes
-- after which a visitor whom nobody answered is promised a call instead.
create table chat.site (
    id            uuid    primary key,
    branch_id     uuid    not null references identity.branch,
    name          text    not null,
    key           text    not null,
    origins       text[]  not null default '{}',
    calendar      text    not null,
    greeting      text    not null default '',
    answer_within integer not null,
    portal        boolean not null default false,
    active        boolean not null default true,
    version       integer not null default 0,

    constraint site_key_unique       unique (key),
    constraint site_named            check (length(trim(name)) between 1 and 60),
    constraint site_greeting_short   check (length(greeting) <= 500),
    constraint site_answers_in_time  check (answer_within between 1 and 120)
);
create index site_of_branch on chat.site (branch_id);
-- The portal opens one of them.
create unique index site_of_the_portal on chat.site (portal) where portal;

-- Only the hash of the token is kept. unanswered_since: the first word of the visitor that nobody of ours has answered.
create table chat.conversation (
    id               uuid        primary key,
    site_id          uuid        not null references chat.site,
    branch_id        uuid        not null references identity.branch,
    token_hash       text        not null,
    status           text        not null,
    visitor_name     text        not null,
    phone            text        not null default '',
    email            text        not null default '',
    about            text        not null,
    device_id        uuid        references assets.device,
    customer_id      uuid        references customers.customer,
    agent_id         uuid        references identity.app_user,
    case_id          uuid        references cases.service_case,
    language         text        not null,
    page             text        not null default '',
    address          text        not null default '',
    started_at       timestamptz not null,
    waiting_since    timestamptz not null,
    taken_at         timestamptz,
    unanswered_since timestamptz,
    last_at          timestamptz not null,
    ended_at         timestamptz,
    last_seq         integer     not null default 0,
    agent_read_seq   integer     not null default 0,
    rating           integer,
    rating_words     text        not null default '',
    grams            text[]      generated always as (platform.grams(visitor_name, phone, about)) stored,

    constraint conversation_token_unique    unique (token_hash),
    constraint conversation_status_known    check (status in ('WAITING', 'ACTIVE', 'ENDED', 'UNANSWERED')),
    constraint conversation_agent_iff_active check (status <> 'ACTIVE' or agent_id is not null),
    constraint conversation_nobody_has_what_waits check (status <> 'WAITING' or agent_id is null),
    constraint conversation_over_iff_ended  check ((status in ('ENDED', 'UNANSWERED')) = (ended_at is not null)),
    constraint conversation_rated_in_stars  check (rating between 1 and 5),
    constraint conversation_reachable       check (phone <> '' or email <> '' or customer_id is not null)
);
create index conversation_waiting on chat.conversation (branch_id, waiting_since, id) where status = 'WAITING';
create index conversation_active on chat.conversation (branch_id, agent_id, last_at) where status = 'ACTIVE';
create index conversation_over on chat.conversation (branch_id, started_at desc, id desc) where ended_at is not null;
create index conversation_open on chat.conversation (last_at) where ended_at is null;
create index conversation_of_case on chat.conversation (case_id) where case_id is not null;
create index conversation_of_agent on chat.conversation (agent_id) where agent_id is not null;
create index conversation_grams on chat.conversation using gin (grams);
-- Slowing down counts what one address began lately.
create index conversation_by_address on chat.conversation (address, started_at) where address <> '';

-- What was said, in the order in which the database took it. NOTE is for our own people.
create table chat.message (
    conversation_id uuid        not null references chat.conversation,
    seq             integer     not null,
    client_id       uuid        not null,
    kind            text        not null,
    author          text        not null,
    user_id         uuid        references identity.app_user,
    author_name     text        not null,
    text            text        not null default '',
    document_id     uuid        references documents.document,
    facts           jsonb       not null default '{}',
    at              timestamptz not null,
    primary key (conversation_id, seq),

    constraint message_sent_once     unique (conversation_id, client_id),
    constraint message_kind_known    check (kind in ('TEXT', 'PICTURE', 'NOTE', 'EVENT', 'CASE')),
    constraint message_author_known  check (author in ('VISITOR', 'AGENT', 'SYSTEM')),
    constraint message_has_content   check (kind not in ('TEXT', 'NOTE') or length(text) between 1 and 2000),
    constraint message_shows_picture check ((kind = 'PICTURE') = (document_id is not null))
);

create table chat.phrase (
    id        uuid    primary key,
    branch_id uuid    not null references identity.branch,
    title     text    not null,
    text      text    not null,

    constraint phrase_titled  check (length(trim(title)) between 1 and 40),
    constraint phrase_written check (length(trim(text)) between 1 and 1000)
);
create index phrase_of_branch on chat.phrase (branch_id, title);
