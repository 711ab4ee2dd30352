-- Regions that the house calls hard to reach: promises of arrival may give more time there, whatever the distance.
create table customers.remote_region (
    region_code text        primary key references customers.region,
    named_at    timestamptz not null default now(),
    named_by    uuid        references identity.app_user
);
