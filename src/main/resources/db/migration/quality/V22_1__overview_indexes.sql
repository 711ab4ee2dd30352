-- Quality reads what the other modules wrote. The overview asks by the day on which something was finished;
-- a row enters these indexes only then, so opening a case costs nothing more.
create index service_case_resolved on cases.service_case (branch_id, resolved_at) where resolved_at is not null;
create index service_case_closed on cases.service_case (branch_id, closed_at) where closed_at is not null;
create index promise_settled on promises.promise (branch_id, (coalesce(breached_at, ended_at)))
    where breached_at is not null or state = 'KEPT';
create index visit_finished on fieldwork.visit (branch_id, finished_at) where finished_at is not null;
