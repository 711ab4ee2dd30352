-- Archive: the papers of a project. Every project has one from the day it is made, under the number of the project.
create schema if not exists archive;

-- The plan: two classes (the first digit), their sections, and the kinds of paper in them. A code is never given to anything else;
-- without a name of its own a line is called as it came with the product.
create table archive.section (
    code  text    primary key,
    name  text,
    place integer not null,

    constraint section_code_shaped check (code ~ '^[12]-[0-9]{2}$'),
    constraint section_name_filled check (length(trim(name)) between 1 and 60)
);

-- years: how long a paper is kept, counted from its own date; null means for good.
create table archive.kind (
    code         text    primary key,
    section_code text    not null references archive.section,
    name         text,
    required     boolean not null,
    important    boolean not null,
    years        integer,
    active       boolean not null default true,
    place        integer not null,

    constraint kind_code_shaped     check (code ~ '^[12]-[0-9]{2}-[0-9]{2}$'),
    constraint kind_within_section  check (left(code, 4) = section_code),
    constraint kind_name_filled     check (length(trim(name)) between 1 and 60),
    constraint kind_years_sane      check (years between 1 and 100)
);
create index kind_of_section on archive.kind (section_code, place);

-- What the plan said after each change.
create table archive.plan_version (
    version    integer     primary key,
    plan       jsonb       not null,
    changed_by uuid        references identity.app_user,
    changed_at timestamptz not null
);

-- A paper as a file, as an original on a shelf, or both. What the product made itself names where it comes from, and lies here once.
create table archive.paper (
    id              uuid        primary key,
    project_id      uuid        not null references assets.project,
    kind_code       text        not null references archive.kind,
    name            text        not null,
    dated           date        not null,
    important       boolean     not null,
    note            text        not null default '',
    shelf           text        not null default '',
    document_id     uuid        references documents.document,
    versions        integer     not null default 0,
    retention_years integer,
    retention_until date        generated always as ((dated + make_interval(years => retention_years))::date) stored,
    source_kind     text,
    source_id       uuid,
    filed_by        uuid        references identity.app_user,
    filed_at        timestamptz not null,
    removed_at      timestamptz,
    removed_by      uuid        references identity.app_user,
    removed_because text,
    version         integer     not null default 0,
    grams           text[]      generated always as (platform.grams(name)) stored,

    constraint paper_name_filled        check (length(trim(name)) between 1 and 200),
    constraint paper_is_somewhere       check (document_id is not null or length(trim(shelf)) > 0),
    constraint paper_years_sane         check (retention_years between 1 and 100),
    constraint paper_source_whole       check ((source_kind is null) = (source_id is null)),
    constraint paper_removal_whole      check (num_nulls(removed_at, removed_because) in (0, 2)),
    constraint paper_kept_long_enough   check (removed_at is null or retention_until is not null and retention_until <= (removed_at at time zone 'UTC')::date + 1),
    constraint paper_of_product_once    unique (project_id, source_kind, source_id)
);
create index paper_of_project on archive.paper (project_id, dated desc, id desc) where removed_at is null;
create index paper_of_kind on archive.paper (project_id, kind_code) where removed_at is null;
create index paper_uses_kind on archive.paper (kind_code);
create index paper_grams on archive.paper using gin (grams) where removed_at is null;
