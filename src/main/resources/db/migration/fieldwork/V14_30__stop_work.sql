-- Work may be stopped where it is not safe, and goes on only when that is put right.
alter table fieldwork.visit
    drop constraint visit_status_known,
    add constraint visit_status_known check (status in ('PLANNED', 'ACCEPTED', 'ON_THE_WAY', 'ARRIVED', 'STOPPED', 'WORKING', 'FINISHED', 'SIGNED', 'REFUSED', 'CANCELLED'));

-- When work stood still and why; what was said when it went on. At most one is open at a visit.
create table fieldwork.interruption (
    id         uuid        primary key,
    visit_id   uuid        not null references fieldwork.visit,
    kind       text        not null,
    reason     text        not null,
    by_name    text        not null,
    from_at    timestamptz not null,
    to_at      timestamptz,
    note       text        not null default '',
    ender_name text,

    constraint interruption_kind_known   check (kind in ('STOP')),
    constraint interruption_reasoned     check (length(trim(reason)) > 0),
    constraint interruption_ended_whole  check ((to_at is null) = (ender_name is null)),
    constraint interruption_forward      check (to_at is null or to_at >= from_at)
);
create index interruption_of_visit on fieldwork.interruption (visit_id, from_at);
create unique index interruption_one_open on fieldwork.interruption (visit_id) where to_at is null;
