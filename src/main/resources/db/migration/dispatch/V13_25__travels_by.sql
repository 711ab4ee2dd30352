-- How an engineer gets about: the ways of the day are as long as they are by that.
alter table dispatch.engineer add travels_by text not null default 'CAR';
alter table dispatch.engineer add constraint engineer_travels_by_known check (travels_by in ('CAR', 'TRANSIT', 'WALKING'));
