-- Which column of the file holds what, as a person confirmed it.
alter table assets.device_import add column mapping jsonb not null default '{}';
