-- A case that went into another one. Both are kept whole; taking the row away undoes it.
create table cases.merge (
    case_id   uuid        primary key references cases.service_case,
    into_id   uuid        not null references cases.service_case,
    merged_by uuid        references identity.app_user,
    merged_at timestamptz not null,

    constraint merge_into_another check (case_id <> into_id)
);
create index merge_into on cases.merge (into_id);

-- PART_OF: one of many that suffer from the same outage (case_id) and the case in which it is put right (other_id).
alter table cases.link
    drop constraint link_kind_known,
    add constraint link_kind_known check (kind in ('DUPLICATE', 'RELATED', 'MERGED', 'PART_OF'));
create unique index link_part_of_one on cases.link (case_id) where kind = 'PART_OF';
create index link_parts on cases.link (other_id, case_id) where kind = 'PART_OF';
