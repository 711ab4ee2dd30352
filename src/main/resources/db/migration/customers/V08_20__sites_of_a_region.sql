-- Where a site lies whose place nobody knows: amid the others of its region.
create index site_of_region on customers.site (region_code) where lng is not null;
