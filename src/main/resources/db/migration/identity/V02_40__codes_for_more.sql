-- Codes prove more than who signs in: that a phone is in the hands of whoever reports with its number.
alter table identity.sign_in_code rename to code;
alter table identity.code add column purpose text not null default 'SIGN_IN' constraint code_purpose_known check (purpose in ('SIGN_IN', 'REPORT'));
alter table identity.code alter column purpose drop default;
alter table identity.code rename constraint sign_in_code_ends_later to code_ends_later;
alter table identity.code rename constraint sign_in_code_few_tries to code_few_tries;
alter table identity.code rename constraint sign_in_code_pkey to code_pkey;
alter table identity.code rename constraint sign_in_code_user_id_fkey to code_user_id_fkey;
alter index identity.sign_in_code_newest rename to code_newest;
alter index identity.sign_in_code_by_address rename to code_by_address;
alter index identity.sign_in_code_old rename to code_lately;
