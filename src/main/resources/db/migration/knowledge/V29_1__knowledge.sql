-- Help articles of the whole house: for the desk, or for customers too.
create schema knowledge;

create sequence knowledge.article_number;

-- plain: the body as words, for searching. shown_version: how often it was published.
create table knowledge.article (
    id            uuid        primary key,
    number        text        not null unique,
    title         text        not null,
    body          text        not null,
    plain         text        not null,
    audience      text        not null,
    state         text        not null default 'DRAFT',
    product_id    uuid        references assets.product,
    made_by       uuid        not null references identity.app_user,
    changed_at    timestamptz not null,
    published_at  timestamptz,
    shown_version integer     not null default 0,
    useful        integer     not null default 0,
    useless       integer     not null default 0,
    version       integer     not null default 0,
    grams         text[]      generated always as (platform.grams(title, left(plain, 20000))) stored,

    constraint article_title_filled   check (length(trim(title)) between 1 and 120),
    constraint article_body_short     check (length(body) <= 200000),
    constraint article_audience_known check (audience in ('DESK', 'PORTAL')),
    constraint article_state_known    check (state in ('DRAFT', 'PUBLISHED', 'WITHDRAWN')),
    constraint article_published      check (state = 'DRAFT' or published_at is not null)
);
create index article_newest on knowledge.article (changed_at desc, id desc);
create index article_of_state on knowledge.article (state, changed_at desc, id desc);
create index article_for_customers on knowledge.article (changed_at desc, id desc) where state = 'PUBLISHED' and audience = 'PORTAL';
create index article_of_product on knowledge.article (product_id, changed_at desc) where product_id is not null;
create index article_words on knowledge.article using gin (grams);

-- What was published, when and by whom; stays as it was.
create table knowledge.article_version (
    article_id   uuid        not null references knowledge.article,
    number       integer     not null,
    title        text        not null,
    body         text        not null,
    published_by uuid        not null references identity.app_user,
    published_at timestamptz not null,
    primary key (article_id, number)
);

-- One word of everybody; whoever thinks again says it anew.
create table knowledge.opinion (
    article_id uuid        not null references knowledge.article,
    user_id    uuid        not null references identity.app_user,
    useful     boolean     not null,
    given_at   timestamptz not null,
    primary key (article_id, user_id)
);
