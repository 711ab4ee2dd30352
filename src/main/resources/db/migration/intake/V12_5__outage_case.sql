-- The case in which a known outage is put right: whoever says "me too" becomes part of it.
alter table intake.mass_notice add column case_id uuid references cases.service_case;
create index mass_notice_of_case on intake.mass_notice (case_id) where case_id is not null;
