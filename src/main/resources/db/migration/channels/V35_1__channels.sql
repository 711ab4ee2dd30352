-- Ways out to services of other companies (group robots, SMS gateways) and in from them, with everything that went either way.
create schema if not exists channels;

-- branch: its news only; null: those of the whole house. simulated: written as it would be sent, and not sent.
create table channels.channel (
    id            uuid        primary key,
    branch_id     uuid        references identity.branch,
    kind          text        not null,
    name          text        not null,
    address       text        not null default '',
    headers       text        not null default '',
    body          text        not null default '',
    success       text        not null default '',
    secret_sealed text        not null default '',
    news          text[]      not null default '{}',
    simulated     boolean     not null default false,
    active        boolean     not null default true,
    minute_begun  timestamptz,
    minute_count  integer     not null default 0,
    paused_until  timestamptz,
    failure       text,
    failed_at     timestamptz,
    version       integer     not null default 0,

    constraint channel_kind_known   check (kind in ('WECOM', 'DINGTALK', 'FEISHU', 'SMS', 'INCOMING')),
    constraint channel_named        check (length(trim(name)) between 1 and 60),
    constraint channel_failure_when check ((failure is null) = (failed_at is null))
);
create index channel_of_branch on channels.channel (branch_id);

-- request is what was sent, without the secret; answer is what came back.
create table channels.delivery (
    id           uuid        primary key,
    channel_id   uuid        not null references channels.channel,
    news         text        not null,
    to_address   text        not null default '',
    title        text        not null,
    text         text        not null,
    link         text        not null default '',
    message_id   uuid,
    state        text        not null,
    attempts     integer     not null default 0,
    request      text,
    answer       text,
    failure      text,
    queued_at    timestamptz not null,
    sent_at      timestamptz,

    constraint delivery_news_known      check (news in ('CASE_OPENED', 'CASE_ASSIGNED', 'PROMISE_WARNED', 'PROMISE_BROKEN', 'CHAT_WAITING', 'TEST', 'TO_CUSTOMER')),
    constraint delivery_state_known     check (state in ('QUEUED', 'SENT', 'FAILED', 'GIVEN_UP')),
    constraint delivery_sent_iff_sent   check ((state = 'SENT') = (sent_at is not null)),
    constraint delivery_failure_told    check (state not in ('FAILED', 'GIVEN_UP') or failure is not null)
);
create index delivery_newest on channels.delivery (queued_at desc, id desc);
create index delivery_of_channel on channels.delivery (channel_id, queued_at desc, id desc);

-- What came in, byte for byte, once for each id of its sender's making.
create table channels.received (
    channel_id  uuid        not null references channels.channel,
    message_id  text        not null,
    received_at timestamptz not null,
    sender      text        not null default '',
    raw         bytea       not null,
    report_id   uuid,
    case_id     uuid        references cases.service_case,
    primary key (channel_id, message_id)
);
create index received_of_sender on channels.received (channel_id, sender, received_at desc) where sender <> '';
create index received_of_case on channels.received (case_id) where case_id is not null;
