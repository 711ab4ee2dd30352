-- The customer is away: a link lets him read the report on his own phone and sign it, or say why he does not. Only the last link counts.
create table fieldwork.sign_link (
    id          uuid        primary key,
    visit_id    uuid        not null references fieldwork.visit,
    token       text        not null unique,
    maker_name  text        not null,
    made_at     timestamptz not null,
    expires_at  timestamptz not null,
    opened_at   timestamptz,
    revoked_at  timestamptz,
    refused_at  timestamptz,
    refuser_name text,
    refusal     text,

    constraint sign_link_token_shaped check (token ~ '^[A-Za-z0-9_-]{32}$'),
    constraint sign_link_refused_whole check ((refused_at is null) = (refusal is null) and (refused_at is null) = (refuser_name is null))
);
create index sign_link_of_visit on fieldwork.sign_link (visit_id, made_at desc);
create unique index sign_link_one_open on fieldwork.sign_link (visit_id) where revoked_at is null and refused_at is null;
create index visit_unsigned on fieldwork.visit (branch_id, finished_at desc, id desc) where status = 'FINISHED';
