-- Some promises are kept by an act of the product (a visit arrives, a case is resolved); others by a person who says so.
alter table promises.rule add column by_hand boolean not null default false;
