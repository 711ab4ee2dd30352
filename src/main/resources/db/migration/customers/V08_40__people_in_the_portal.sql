-- Somebody with access to the portal is one of the customer's contacts, and looks after sites of it.
alter table identity.app_user add constraint app_user_contact_known foreign key (contact_id) references customers.contact;
alter table identity.portal_site add constraint portal_site_known_place foreign key (site_id) references customers.site on delete cascade;
