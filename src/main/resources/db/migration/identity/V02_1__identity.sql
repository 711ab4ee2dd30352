-- Identity: who works here, in which branches, with which roles; who tried to sign in.
create schema if not exists identity;

create table identity.branch (
    id          uuid    primary key,
    code        text    not null unique,
    name        text    not null,
    zone        text    not null default 'Asia/Shanghai',
    region_code text,
    address     text    not null default '',
    phone       text    not null default '',
    lng         double precision,
    lat         double precision,
    active      boolean not null default true,

    constraint branch_name_filled check (length(trim(name)) between 1 and 100),
    constraint branch_place_whole check ((lng is null) = (lat is null))
);

-- A service partner works for one branch and sees only what was passed to it.
create table identity.partner (
    id        uuid    primary key,
    branch_id uuid    not null references identity.branch,
    name      text    not null,
    phone     text    not null default '',
    active    boolean not null default true,

    constraint partner_name_filled check (length(trim(name)) between 1 and 100)
);

create table identity.app_user (
    id                   uuid        primary key,
    login                text        not null,
    name                 text        not null,
    phone                text        not null default '',
    email                text        not null default '',
    password_hash        text        not null,
    must_change_password boolean     not null default false,
    locale               text        not null default 'zh-CN',
    partner_id           uuid        references identity.partner,
    customer_id          uuid,
    active               boolean     not null default true,
    created_at           timestamptz not null,
    version              integer     not null default 0,

    constraint app_user_login_filled     check (length(trim(login)) between 1 and 60),
    constraint app_user_name_filled      check (length(trim(name)) between 1 and 60),
    constraint app_user_locale_known     check (locale in ('zh-CN', 'zh-TW', 'en')),
    constraint app_user_partner_or_customer check (partner_id is null or customer_id is null)
);
create unique index app_user_login_unique on identity.app_user (lower(login));

-- A role in a branch; without a branch in all of them.
create table identity.membership (
    user_id   uuid not null references identity.app_user on delete cascade,
    role      text not null,
    branch_id uuid references identity.branch,

    constraint membership_role_known check (role in ('AGENT', 'DISPATCHER', 'ENGINEER', 'MANAGER', 'BRANCH_MANAGER',
        'PARTNER_MANAGER', 'WAREHOUSE', 'PURCHASER', 'FINANCE', 'QUALITY', 'LIAISON', 'GENERAL_MANAGER', 'ADMIN', 'CUSTOMER')),
    unique nulls not distinct (user_id, role, branch_id)
);

-- Every attempt to sign in, kept or refused. Guessing is slowed down by counting recent refusals.
create table identity.sign_in (
    id      uuid        primary key,
    login   text        not null,
    user_id uuid        references identity.app_user,
    address text        not null,
    at      timestamptz not null,
    outcome text        not null,

    constraint sign_in_outcome_known check (outcome in ('SIGNED_IN', 'WRONG', 'SLOWED', 'INACTIVE', 'SIGNED_OUT', 'PASSWORD_CHANGED', 'PASSWORD_RESET'))
);
create index sign_in_newest on identity.sign_in (at desc, id desc);
create index sign_in_refused_by_login on identity.sign_in (lower(login), at) where outcome in ('WRONG', 'SIGNED_IN');
create index sign_in_refused_by_address on identity.sign_in (address, at) where outcome in ('WRONG', 'SIGNED_IN');
