-- Programs act under a user of their own: with a name, without password or role.
alter table identity.app_user add column machine boolean not null default false;
alter table identity.app_user add constraint app_user_machine_is_ours check (not machine or (partner_id is null and customer_id is null));
