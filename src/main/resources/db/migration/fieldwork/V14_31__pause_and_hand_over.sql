-- Work pauses and goes on, or is handed over before it is done: nothing is left half done without somebody knowing what is left.
alter table fieldwork.visit
    drop constraint visit_status_known,
    add constraint visit_status_known check (status in ('PLANNED', 'ACCEPTED', 'ON_THE_WAY', 'ARRIVED', 'STOPPED', 'WORKING', 'PAUSED', 'FINISHED', 'SIGNED', 'HANDED_OVER', 'REFUSED', 'CANCELLED'));

alter table fieldwork.interruption
    drop constraint interruption_kind_known,
    add constraint interruption_kind_known check (kind in ('STOP', 'PAUSE'));

create table fieldwork.hand_over (
    visit_id     uuid        primary key references fieldwork.visit,
    done         text        not null,
    left_over    text        not null,
    colleague_id uuid        references identity.app_user,
    at           timestamptz not null,

    constraint hand_over_left_filled check (length(trim(left_over)) > 0)
);
