-- Branches and partners are kept by administrators, who may do so at the same time.
alter table identity.branch add column version integer not null default 0;
alter table identity.partner add column version integer not null default 0;
create index partner_by_name on identity.partner (name, id);
create index partner_of_branch on identity.partner (branch_id, name, id);
create index app_user_of_partner on identity.app_user (partner_id) where partner_id is not null;
