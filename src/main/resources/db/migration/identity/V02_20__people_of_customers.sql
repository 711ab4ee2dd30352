-- What each of a customer's people may do in the portal. Whoever had an account keeps what could be done with it.
create table identity.portal_right (
    user_id uuid not null references identity.app_user on delete cascade,
    what    text not null,

    primary key (user_id, what),
    constraint portal_right_known check (what in ('SEE_ALL', 'REPORT', 'DECIDE', 'PAPERS', 'PEOPLE'))
);
insert into identity.portal_right (user_id, what)
select u.id, r.what from identity.app_user u cross join (values ('SEE_ALL'), ('REPORT'), ('DECIDE'), ('PAPERS'), ('PEOPLE')) as r(what)
 where u.customer_id is not null;

-- The sites somebody looks after who does not see everything of the company.
create table identity.portal_site (
    user_id uuid not null references identity.app_user on delete cascade,
    site_id uuid not null,

    primary key (user_id, site_id)
);

-- Which contact of the customer it is, and when access was last given.
alter table identity.app_user add column contact_id uuid;
alter table identity.app_user add column invited_at timestamptz;
alter table identity.app_user add constraint app_user_contact_of_customer check (contact_id is null or customer_id is not null);
create index app_user_of_customer on identity.app_user (customer_id) where customer_id is not null;
create unique index app_user_one_per_contact on identity.app_user (contact_id) where contact_id is not null;
