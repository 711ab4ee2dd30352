-- The usual: nothing happens by itself until the branch says so.
alter table dispatch.day_rules alter column changes set default 'NOTHING';

-- What happened during the day and is to be looked at by a planner, one after the other in each branch.
create table dispatch.day_change (
    id          uuid        primary key,
    branch_id   uuid        not null references identity.branch,
    ask         jsonb       not null,
    happened_at timestamptz not null
);
create index day_change_oldest on dispatch.day_change (happened_at);

-- applied: what an accepted plan did to which booking, so that it can be taken back in one step.
alter table dispatch.plan_run add column applied jsonb;
alter table dispatch.plan_run add column by_itself boolean not null default false;
alter table dispatch.plan_run drop constraint plan_run_state_known;
alter table dispatch.plan_run add constraint plan_run_state_known check (state in ('RUNNING', 'PROPOSED', 'FAILED', 'ACCEPTED', 'DISMISSED', 'UNDONE'));
alter table dispatch.plan_run drop constraint plan_run_decided;
alter table dispatch.plan_run add constraint plan_run_decided check ((state in ('ACCEPTED', 'DISMISSED', 'UNDONE')) = (decided_at is not null));

-- Who is with a customer longer than planned is looked for here.
create index booking_on_site on dispatch.booking (ends_at) where state = 'ON_SITE';
