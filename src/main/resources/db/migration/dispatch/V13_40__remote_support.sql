-- Help by phone or a shared screen: an engineer's time like any other, but nobody travels.
alter table dispatch.booking add remote boolean not null default false;
