-- Mail: mailboxes, every mail as it came, and what was understood of it.
create schema if not exists mail;

-- One node reads a mailbox at a time: the one named in reader, until leased_until. uid_validity and last_uid say how far it was
-- read; they move in the transaction that keeps the mail.
create table mail.mailbox (
    id                uuid        primary key,
    branch_id         uuid        not null references identity.branch,
    name              text        not null,
    address           text        not null,
    imap_host         text        not null,
    imap_port         integer     not null,
    imap_security     text        not null,
    smtp_host         text        not null default '',
    smtp_port         integer     not null default 465,
    smtp_security     text        not null default 'TLS',
    user_name         text        not null,
    password_sealed   text        not null default '',
    signature         text        not null default '',
    acknowledges      boolean     not null default true,
    takes_old         boolean     not null default false,
    active            boolean     not null default true,
    uid_validity      bigint,
    last_uid          bigint,
    reader            uuid,
    leased_until      timestamptz,
    seen_at           timestamptz,
    failure           text,
    failed_at         timestamptz,
    failures          integer     not null default 0,
    version           integer     not null default 0,

    constraint mailbox_name_filled    check (length(trim(name)) between 1 and 60),
    constraint mailbox_address_shaped check (address ~ '^[^@\s]+@[^@\s]+$' and address = lower(address)),
    constraint mailbox_imap_security_known check (imap_security in ('TLS', 'STARTTLS', 'NONE')),
    constraint mailbox_smtp_security_known check (smtp_security in ('TLS', 'STARTTLS', 'NONE')),
    constraint mailbox_ports_real     check (imap_port between 1 and 65535 and smtp_port between 1 and 65535),
    constraint mailbox_address_once   unique (address)
);
create index mailbox_of_branch on mail.mailbox (branch_id);

-- The bytes as they arrived, before anybody tried to understand them. A mail that is too large is kept up to the limit.
create table mail.raw (
    id           uuid        primary key,
    mailbox_id   uuid        not null references mail.mailbox,
    uid_validity bigint      not null,
    uid          bigint      not null,
    fetched_at   timestamptz not null,
    size         bigint      not null,
    cut          boolean     not null default false,
    sha256       text        not null,
    content      bytea       not null,

    constraint raw_kept_once unique (mailbox_id, uid_validity, uid)
);
-- A mailbox that was rebuilt numbers its mails anew: what is there already is known by its bytes.
create index raw_by_content on mail.raw (mailbox_id, sha256);

create table mail.incoming (
    id           uuid        primary key references mail.raw,
    mailbox_id   uuid        not null references mail.mailbox,
    branch_id    uuid        not null references identity.branch,
    state        text        not null default 'NEW',
    manner       text,
    received_at  timestamptz not null,
    sent_at      timestamptz,
    from_name    text        not null default '',
    from_address text        not null default '',
    to_line      text        not null default '',
    subject      text        not null default '',
    subject_key  text        not null default '',
    message_id   text        not null default '',
    body         text        not null default '',
    quoted       text        not null default '',
    has_html     boolean     not null default false,
    stranger     boolean     not null default false,
    case_id      uuid        references cases.service_case,
    waiting      boolean     not null default false,
    failure      text,
    facts        jsonb       not null default '{}',
    attempts     integer     not null default 0,
    welcome      boolean     not null default false,
    settled_by   uuid        references identity.app_user,
    settled_at   timestamptz,
    reason       text,
    grams        text[]      generated always as (platform.grams(from_name, from_address, subject)) stored,

    constraint incoming_state_known      check (state in ('NEW', 'TAKEN', 'KEPT', 'SPAM', 'NOT_UNDERSTOOD', 'REPEATED', 'SET_ASIDE')),
    constraint incoming_manner_known     check (manner in ('PERSON', 'MACHINE', 'AUTO_REPLY', 'LIST', 'BOUNCE')),
    constraint incoming_taken_has_case   check (state <> 'TAKEN' or case_id is not null),
    constraint incoming_failure_told     check ((state = 'NOT_UNDERSTOOD') = (failure is not null)),
    constraint incoming_waiting_is_taken check (not waiting or state = 'TAKEN')
);
create index incoming_newest on mail.incoming (branch_id, received_at desc, id desc);
create index incoming_by_state on mail.incoming (state, received_at desc, id desc) where state <> 'TAKEN';
create index incoming_waiting on mail.incoming (received_at desc, id desc) where waiting;
create index incoming_to_read on mail.incoming (mailbox_id, received_at, id) where state = 'NEW';
create index incoming_of_case on mail.incoming (case_id, received_at) where case_id is not null;
create index incoming_by_message on mail.incoming (message_id) where message_id <> '';
create index incoming_by_sender on mail.incoming (from_address, received_at desc) where from_address <> '';
create index incoming_grams on mail.incoming using gin (grams);

-- Files of a mail. One that is neither kept nor refused yet waits for its turn.
create table mail.attachment (
    id          uuid    primary key,
    mail_id     uuid    not null references mail.incoming,
    position    integer not null,
    file_name   text    not null,
    media_type  text    not null,
    size        bigint  not null,
    document_id uuid    references documents.document,
    refusal     text,
    facts       jsonb   not null default '{}',

    constraint attachment_once_in_mail     unique (mail_id, position),
    constraint attachment_kept_or_refused  check (document_id is null or refusal is null)
);
create index attachment_to_keep on mail.attachment (mail_id) where document_id is null and refusal is null;

-- What somebody decided is not for us. Matched against the sender's address and name, or the subject.
create table mail.spam_rule (
    id         uuid        primary key,
    branch_id  uuid        not null references identity.branch,
    part       text        not null,
    words      text        not null,
    made_by    uuid        references identity.app_user,
    made_at    timestamptz not null,

    constraint spam_rule_part_known   check (part in ('SENDER', 'SUBJECT')),
    constraint spam_rule_words_filled check (length(trim(words)) between 2 and 100 and words = lower(words)),
    constraint spam_rule_once         unique (branch_id, part, words)
);
