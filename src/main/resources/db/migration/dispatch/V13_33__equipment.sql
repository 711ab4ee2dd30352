-- What engineers speak, where they work and what they carry; and what a case asks for beyond the skills of its device.
-- languages are BCP 47 tags; areas are region codes, each with all that lies below it, none for everywhere.
alter table dispatch.engineer add languages text[] not null default '{}';
alter table dispatch.engineer add areas     text[] not null default '{}';

-- Tools, and the spare parts that engineers have on the van, until a warehouse counts them.
create table dispatch.equipment (
    code     text    primary key,
    name     jsonb   not null,
    kind     text    not null,
    position integer not null default 0,

    constraint equipment_code_shaped check (code ~ '^[a-z][a-z0-9-]*$'),
    constraint equipment_kind_known  check (kind in ('TOOL', 'PART'))
);

create table dispatch.engineer_equipment (
    user_id   uuid    references dispatch.engineer on delete cascade,
    equipment text    references dispatch.equipment,
    pieces    integer not null,

    primary key (user_id, equipment),
    constraint engineer_equipment_some check (pieces between 1 and 999)
);

create table dispatch.visit_need (
    case_id   uuid        primary key references cases.service_case,
    languages text[]      not null default '{}',
    equipment jsonb       not null default '{}',
    set_by    uuid        references identity.app_user,
    set_at    timestamptz not null
);
