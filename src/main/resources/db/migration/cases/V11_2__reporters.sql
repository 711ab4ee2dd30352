-- What a reporter without an account says about himself, until somebody has found out whom and what it concerns.
alter table cases.service_case add company text not null default '';
alter table cases.service_case add place   text not null default '';

-- A caller is recognised by the number he called from before, however it was written then.
drop index cases.service_case_by_phone;
create index service_case_by_phone on cases.service_case (((customers.phone_keys(contact_phone))[1]), opened_at desc) where contact_phone <> '';
