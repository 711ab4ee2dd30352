-- What a case is about when it is several devices at once: each of them with the form that is filled in for it. Without a device: the site itself.
-- form_code is null where nobody fills in anything, but may say that the device could not be reached.
create table fieldwork.round_device (
    case_id       uuid    not null references cases.service_case,
    device_id     uuid    references assets.device,
    form_code     text,
    position      integer not null,
    missed_reason text,
    missed_by     uuid    references identity.app_user,
    missed_at     timestamptz,

    constraint round_device_once            unique nulls not distinct (case_id, device_id, form_code),
    constraint round_device_missed_whole    check ((missed_reason is null) = (missed_at is null)),
    constraint round_device_missed_reasoned check (length(trim(missed_reason)) between 1 and 500)
);
create index round_device_of_device on fieldwork.round_device (device_id) where device_id is not null;

-- A case comes of a bad answer once for each device.
alter table fieldwork.follow_up
    add column device_id uuid references assets.device,
    drop constraint follow_up_pkey,
    add constraint follow_up_once unique nulls not distinct (visit_id, form_code, question, device_id);
