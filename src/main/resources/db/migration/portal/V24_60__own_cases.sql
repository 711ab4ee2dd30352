-- Who does not see all cases of the company sees those reported with the own account, phone or e-mail, and those at the own sites.
create index service_case_reported_by on cases.service_case (opened_by) where opened_by is not null and channel in ('PORTAL', 'QR');
create index service_case_by_email on cases.service_case (lower(contact_email)) where contact_email <> '';
create index service_case_at_site on cases.service_case (site_id, opened_at desc) where site_id is not null;
