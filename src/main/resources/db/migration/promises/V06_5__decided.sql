-- How a promise came out, so that reports need not work it out for each row again: kept, broken or waived, and the moment that
-- decided it (when it was kept in time, when its time ran out, when it was waived). Undecided ones have neither.
-- customer_id is whom it was given to, null where that is nobody outside the house.
alter table promises.promise
    add column customer_id uuid,
    add column outcome     text        generated always as (
        case when state = 'WAIVED' then 'WAIVED' when breached_at is not null then 'BROKEN' when state = 'KEPT' then 'KEPT' end) stored,
    add column decided_at  timestamptz generated always as (
        case when state = 'WAIVED' then ended_at when breached_at is not null then breached_at when state = 'KEPT' then ended_at end) stored,
-- Why it was broken, as somebody of the house sees it.
    add column breach_cause text,
    add column breach_words text        not null default '',
    add column breach_by    uuid        references identity.app_user,

    add constraint promise_breach_cause_known check (breach_cause in
        ('NO_ENGINEER', 'NO_PARTS', 'TRAVEL', 'CUSTOMER', 'SUPPLIER', 'HARDER', 'OVERLOOKED', 'OTHER')),
    add constraint promise_breach_cause_whole check (breach_cause is not null or breach_words = '' and breach_by is null);

-- Who settled or waived by hand.
alter table promises.clock_event add column by_user uuid references identity.app_user;

-- The due board of one person, and of one customer. Who has no owner yet is not in the first.
create index promise_board_owner on promises.promise (owner_user_id, due_at, id) where state in ('RUNNING', 'PAUSED') and owner_user_id is not null;
create index promise_board_customer on promises.promise (customer_id, due_at, id) where state in ('RUNNING', 'PAUSED') and customer_id is not null;
