-- Imports: files that people bring, row by row as they came, until they are taken over or given up.
create schema if not exists imports;

-- columns: the headings of the file with samples; settings: which column holds what, as a person confirmed it.
-- done: how many rows are checked or written so far; made: how many things of each kind came of it; stopped: why it did not
-- come to its end; branches: whose things were made, which says who may see it.
create table imports.import (
    id             uuid        primary key,
    kind           text        not null,
    file_name      text        not null,
    state          text        not null,
    rows           integer     not null,
    columns        jsonb       not null,
    settings       jsonb       not null default '{}',
    done           integer     not null default 0,
    good           integer     not null default 0,
    bad            integer     not null default 0,
    remarks        integer     not null default 0,
    good_rows_only boolean     not null default false,
    stop_asked     boolean     not null default false,
    stopped        jsonb,
    made           jsonb       not null default '{}',
    branches       uuid[]      not null default '{}',
    created_by     uuid        not null references identity.app_user,
    created_at     timestamptz not null,
    finished_at    timestamptz,
    undone_by      uuid        references identity.app_user,
    undone_at      timestamptz,

    constraint import_state_known  check (state in ('READY', 'CHECKING', 'CHECKED', 'WRITING', 'DONE', 'UNDOING', 'UNDONE', 'GIVEN_UP')),
    constraint import_rows_filled  check (rows > 0),
    constraint import_undone_whole check ((state = 'UNDONE') = (undone_at is not null))
);
create index import_newest on imports.import (created_at desc, id desc);
create index import_of_user on imports.import (created_by, created_at desc, id desc);
create index import_at_work on imports.import (state) where state in ('CHECKING', 'WRITING', 'UNDOING');

-- One row of the file, its cells as they came. formulas: positions of cells that hold one.
create table imports.line (
    import_id uuid      not null references imports.import,
    row       integer   not null,
    cells     json      not null,
    formulas  integer[] not null default '{}',
    primary key (import_id, row)
);

-- What is wrong with a cell, or what was made of it (not an error).
create table imports.problem (
    import_id uuid     not null references imports.import,
    row       integer  not null,
    line      smallint not null,
    place     integer  not null,
    field     text     not null,
    said      text     not null,
    code      text     not null,
    facts     jsonb    not null default '{}',
    error     boolean  not null,
    primary key (import_id, row, line)
);
create index problem_of_bad_row on imports.problem (import_id, row) where error;

-- What may stand in a file once: the first row that has it.
create table imports.claim (
    import_id uuid    not null references imports.import,
    key       text    not null,
    row       integer not null,
    primary key (import_id, key)
);

-- Everything that came of an import, so that it can be taken back.
create table imports.made (
    import_id uuid    not null references imports.import,
    kind      text    not null,
    id        uuid    not null,
    row       integer not null,
    primary key (import_id, kind, id)
);

-- How somebody read a file with these headings last time.
create table imports.remembered (
    kind     text        not null,
    headings text        not null,
    user_id  uuid        not null references identity.app_user,
    settings jsonb       not null,
    at       timestamptz not null,
    primary key (kind, headings, user_id)
);
create index remembered_by_house on imports.remembered (kind, headings, at desc);

-- Two modules had imports of their own: what they brought in stays known, with everything that is needed to take it back.
insert into imports.import (id, kind, file_name, state, rows, columns, done, good, bad, made, branches, created_by, created_at, finished_at)
select i.id, 'devices', i.file_name, 'DONE', greatest(i.rows, 1), '[]', i.imported, i.imported, greatest(i.rows - i.imported, 0),
       jsonb_build_object('device', i.imported), coalesce((select array_agg(distinct d.branch_id) from assets.device d where d.import_id = i.id), '{}'),
       i.created_by, i.created_at, i.finished_at
  from assets.device_import i where i.state = 'DONE';
insert into imports.made (import_id, kind, id, row)
select d.import_id, 'device', d.id, 0 from assets.device d where d.import_id in (select id from imports.import);
insert into imports.import (id, kind, file_name, state, rows, columns, done, good, bad, made, branches, created_by, created_at, finished_at)
select i.id, 'cases', i.file_name, 'DONE', greatest(i.rows, 1), '[]', i.imported, i.imported, greatest(i.rows - i.imported, 0),
       jsonb_build_object('case', i.imported),
       coalesce((select array_agg(distinct c.branch_id) from intake.imported_case m join cases.service_case c on c.id = m.case_id where m.import_id = i.id), '{}'),
       i.created_by, i.created_at, i.finished_at
  from intake.case_import i where i.state = 'DONE';
insert into imports.made (import_id, kind, id, row)
select m.import_id, 'case', m.case_id, m.row from intake.imported_case m where m.import_id in (select id from imports.import);
alter table assets.device drop column import_id;
drop table assets.device_import;
alter table intake.imported_case drop column import_id, drop column row;
drop table intake.case_import;
create index imported_case_of_case on intake.imported_case (case_id);
