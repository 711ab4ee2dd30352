-- A known outage, told to everybody it may concern before they ask. branch: its customers only; null: those of the whole house.
create table intake.mass_notice (
    id          uuid        primary key,
    title       text        not null,
    words       text        not null default '',
    branch_id   uuid        references identity.branch,
    customer_id uuid        references customers.customer,
    product_id  uuid        references assets.product,
    starts_at   timestamptz not null,
    ends_at     timestamptz,
    made_by     uuid        not null references identity.app_user,
    made_at     timestamptz not null,
    version     integer     not null default 0,

    constraint mass_notice_title_filled check (length(trim(title)) between 1 and 100),
    constraint mass_notice_words_short  check (length(words) <= 2000),
    constraint mass_notice_ends_after   check (ends_at > starts_at)
);
create index mass_notice_newest on intake.mass_notice (starts_at desc, id desc);
-- Those that run or will: few, whatever lies behind them.
create index mass_notice_until on intake.mass_notice (coalesce(ends_at, 'infinity'));
