-- What the customer of a case was last told of the visit to come. Without a row nobody has told them anything.
-- starts_at null: told that the visit will not take place. tell_after: it changed since, and is told anew when it has come to rest.
create table dispatch.customer_told (
    case_id    uuid        primary key references cases.service_case,
    starts_at  timestamptz,
    ends_at    timestamptz,
    told_at    timestamptz not null,
    how        text        not null,
    tell_after timestamptz,

    constraint customer_told_how_known check (how in ('ACCEPTED', 'PHONE', 'PAGE', 'MESSAGE')),
    constraint customer_told_whole check ((starts_at is null) = (ends_at is null))
);
create index customer_told_due on dispatch.customer_told (tell_after) where tell_after is not null;

-- What a branch has decided about its days. Without a row the defaults of the columns hold.
create table dispatch.day_rules (
    branch_id             uuid        primary key references identity.branch,
    changes               text        not null default 'PROPOSE',
    rebook_notice_minutes integer     not null default 240,
    changed_by            uuid        references identity.app_user,
    changed_at            timestamptz not null,

    constraint day_rules_changes_known check (changes in ('NOTHING', 'PROPOSE', 'BY_ITSELF')),
    constraint day_rules_notice_sane check (rebook_notice_minutes between 0 and 10080)
);
