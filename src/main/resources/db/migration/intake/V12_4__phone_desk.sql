-- A case while it is being typed: kept by the server every few seconds, so that it waits wherever its writer signs in next.
create table intake.draft (
    id         uuid        primary key,
    user_id    uuid        not null references identity.app_user on delete cascade,
    title      text        not null default '',
    draft      jsonb       not null,
    updated_at timestamptz not null,

    constraint draft_title_short check (length(title) <= 200)
);
create index draft_of_user on intake.draft (user_id, updated_at desc);
create index draft_by_age on intake.draft (updated_at);

-- What the desk types again and again.
create table intake.phrase (
    id      uuid        primary key,
    words   text        not null,
    made_by uuid        not null references identity.app_user,
    made_at timestamptz not null,

    constraint phrase_filled check (length(trim(words)) between 1 and 200),
    unique (words)
);

-- Cases that were put right, as the desk looks them up while a symptom is being typed: few columns, newest first by product and symptom.
create table intake.solved_case (
    case_id      uuid        primary key references cases.service_case on delete cascade,
    branch_id    uuid        not null,
    product_id   uuid,
    symptom_code text,
    resolved_at  timestamptz not null,
    keys         text[]      not null
);
create index solved_case_of_product on intake.solved_case (product_id, resolved_at desc) where product_id is not null;
create index solved_case_of_symptom on intake.solved_case (symptom_code, resolved_at desc) where symptom_code is not null;
create index solved_case_newest on intake.solved_case (resolved_at desc);

insert into intake.solved_case (case_id, branch_id, product_id, symptom_code, resolved_at, keys)
select c.id, c.branch_id, d.product_id, c.symptom_code, c.resolved_at, platform.grams(c.subject, left(c.description, 500))
  from cases.service_case c left join assets.device d on d.id = c.device_id
 where c.resolved_at is not null;
