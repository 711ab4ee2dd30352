-- A file of past cases: kept as it came until it is taken over or given up.
drop table intake.imported;
drop table intake.import;

create table intake.case_import (
    id          uuid        primary key,
    file_name   text        not null,
    content     bytea,
    state       text        not null,
    rows        integer     not null,
    rows_done   integer     not null default 0,
    imported    integer     not null default 0,
    settings    jsonb       not null default '{}',
    created_by  uuid        not null references identity.app_user,
    created_at  timestamptz not null,
    finished_at timestamptz,

    constraint case_import_state_known    check (state in ('READY', 'DONE', 'GIVEN_UP')),
    constraint case_import_kept_while_ready check ((state = 'READY') = (content is not null)),
    constraint case_import_finished_iff   check ((state = 'READY') = (finished_at is null))
);
create index case_import_by_age on intake.case_import (created_at) where state = 'READY';

-- A past case is brought in once, however often its file is.
create table intake.imported_case (
    source    text    not null,
    reference text    not null,
    import_id uuid    not null references intake.case_import,
    row       integer not null,
    case_id   uuid    not null references cases.service_case,
    primary key (source, reference)
);
create index imported_case_of_import on intake.imported_case (import_id);
