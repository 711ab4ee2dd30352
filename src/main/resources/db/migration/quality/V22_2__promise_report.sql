-- The report of kept and broken promises counts in this index alone: it holds every column the report looks at, in the order of
-- its lists. A promise enters it when it is decided, so making one costs nothing more.
create index promise_decided on promises.promise (branch_id, decided_at desc, id desc)
    include (outcome, code, rule_id, owner_user_id, customer_id, breach_cause) where decided_at is not null;
create index promise_decided_owner on promises.promise (owner_user_id, decided_at desc, id desc) where decided_at is not null;
create index promise_decided_customer on promises.promise (customer_id, decided_at desc, id desc) where decided_at is not null;
drop index promises.promise_settled;

-- Promises made before they knew whom they were given to.
update promises.promise p set customer_id = c.customer_id from cases.service_case c
 where p.subject_kind = 'case' and p.subject_id = c.id and c.customer_id is not null;
update promises.promise p set customer_id = c.customer_id from fieldwork.visit v join cases.service_case c on c.id = v.case_id
 where p.subject_kind = 'visit' and p.subject_id = v.id and c.customer_id is not null;
update promises.promise p set customer_id = c.customer_id from contracts.contract c
 where p.subject_kind = 'contract' and p.subject_id = c.id;
