-- Whose report it is, where that is known: the others' desks do not see it. Null: whoever finds it first.
alter table intake.report add column branch_id uuid references identity.branch;
