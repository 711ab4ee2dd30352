-- How somebody of the house wants to be told besides the bell. Without a row: not at all.
-- muted: modules whose notices stay on the bell. Between quiet_from and quiet_until (the branch's zone) nothing is sent; urgent_anyway: but what is urgent.
create table notices.preference (
    user_id       uuid    primary key references identity.app_user on delete cascade,
    email         text    not null,
    sms           text    not null,
    muted         text[]  not null default '{}',
    quiet_from    time,
    quiet_until   time,
    urgent_anyway boolean not null default true,

    constraint preference_email_known check (email in ('NEVER', 'URGENT', 'ALL')),
    constraint preference_sms_known   check (sms in ('NEVER', 'URGENT', 'ALL')),
    constraint preference_quiet_whole check ((quiet_from is null) = (quiet_until is null))
);

-- When it goes out unless it has been read by then; null: it does not, or has.
alter table notices.notice add column forward_at timestamptz;
create index notice_to_forward on notices.notice (forward_at, user_id) where forward_at is not null;
