-- The list of reports: the newest of the house or of a branch.
alter table fieldwork.report add branch_id uuid references identity.branch;
update fieldwork.report r set branch_id = (select v.branch_id from fieldwork.visit v where v.id = r.visit_id);
alter table fieldwork.report alter branch_id set not null;
create index report_newest on fieldwork.report (written_at desc, id desc);
create index report_of_branch on fieldwork.report (branch_id, written_at desc, id desc);
create index report_unsigned on fieldwork.report (written_at desc, id desc) where signed_at is null;

-- Photos that were begun and never finished.
create index upload_by_age on fieldwork.upload (started_at);
