-- Notices: what a user of the house is told in the app, and every message that goes out to somebody.
create schema if not exists notices;

-- kind names the sentence ('promises.broken'), facts fill it.
create table notices.notice (
    id           uuid        primary key,
    user_id      uuid        not null references identity.app_user on delete cascade,
    kind         text        not null,
    subject_kind text        not null,
    subject_id   uuid        not null,
    facts        jsonb       not null default '{}',
    urgent       boolean     not null default false,
    at           timestamptz not null,
    read_at      timestamptz,

    constraint notice_kind_shaped check (kind ~ '^[a-z]+\.[a-z-]+$')
);
create index notice_newest on notices.notice (user_id, at desc, id desc);
create index notice_unread on notices.notice (user_id, at desc, id desc) where read_at is null;

-- The text is kept as it was written for this person, whether it could be sent or not.
create table notices.message (
    id           uuid        primary key,
    branch_id    uuid        not null references identity.branch,
    channel      text        not null,
    template     text        not null,
    language     text        not null,
    to_name      text        not null,
    to_address   text        not null,
    title        text        not null,
    body         text        not null,
    subject_kind text        not null,
    subject_id   uuid        not null,
    state        text        not null,
    attempts     integer     not null default 0,
    failure      text,
    queued_at    timestamptz not null,
    sent_at      timestamptz,
    grams        text[]      generated always as (platform.grams(to_name, to_address, title)) stored,

    constraint message_channel_known  check (channel in ('EMAIL', 'SMS')),
    constraint message_language_known check (language in ('zh-CN', 'zh-TW', 'en')),
    constraint message_state_known    check (state in ('QUEUED', 'SENT', 'FAILED', 'NOT_CONFIGURED', 'NO_ADDRESS')),
    constraint message_sent_iff_sent  check ((state = 'SENT') = (sent_at is not null)),
    constraint message_failure_told   check ((state = 'FAILED') = (failure is not null)),
    constraint message_address_given  check (to_address <> '' or state = 'NO_ADDRESS')
);
create index message_newest on notices.message (branch_id, queued_at desc, id desc);
create index message_by_state on notices.message (state, queued_at desc, id desc) where state <> 'SENT';
create index message_about on notices.message (subject_kind, subject_id, queued_at desc);
create index message_grams on notices.message using gin (grams);
