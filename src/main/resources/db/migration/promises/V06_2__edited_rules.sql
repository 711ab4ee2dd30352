-- Rules are edited on a page: they have a name, can look at the kilometres from the branch, may carry an emergency plan,
-- and a new version may be wanted for what is open already.
alter table promises.rule
    add column name            text        not null default '',
    add column match_km        text,
    add column plan            text[]      not null default '{}',
    add column applies_to_open boolean     not null default false,
    add column retired_at      timestamptz,
    add column retired_by      uuid        references identity.app_user,

    add constraint rule_km_counted         check (match_km ~ '^[1-9][0-9]{0,4}$'),
    add constraint rule_retired_not_current check (retired_at is null or not current);

-- Open promises by their rule: how many a change concerns, and which are still to follow it.
create index promise_open_rule on promises.promise (rule_id) where state in ('RUNNING', 'PAUSED');

-- A branch may work at hours of its own wherever a rule names the calendar it follows.
alter table promises.calendar
    add column branch_id uuid references identity.branch,

    add constraint calendar_branch_follows check (branch_id is null or follows is not null),
    add constraint calendar_one_a_branch unique (follows, branch_id);

-- The day agreed with somebody (a certificate's expiry, a contract's end) that a limit counts back from.
alter table promises.clock_event add column agreed_on date;
