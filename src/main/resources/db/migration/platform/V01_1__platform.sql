-- Platform: sessions, the outbox, timers, settings. Layouts of the first three belong to their libraries
-- (Spring Session 4.1, Spring Modulith 2.1, db-scheduler 16).
create schema if not exists platform;
create extension if not exists pg_trgm;
create extension if not exists btree_gist;

create table platform.spring_session (
    primary_id            char(36) not null primary key,
    session_id            char(36) not null,
    creation_time         bigint   not null,
    last_access_time      bigint   not null,
    max_inactive_interval int      not null,
    expiry_time           bigint   not null,
    principal_name        varchar(100)
);
create unique index spring_session_by_session on platform.spring_session (session_id);
create index spring_session_by_expiry on platform.spring_session (expiry_time);
create index spring_session_by_principal on platform.spring_session (principal_name);

create table platform.spring_session_attributes (
    session_primary_id char(36)     not null references platform.spring_session (primary_id) on delete cascade,
    attribute_name     varchar(200) not null,
    attribute_bytes    bytea        not null,
    primary key (session_primary_id, attribute_name)
);

create table platform.event_publication (
    id                     uuid        not null primary key,
    listener_id            text        not null,
    event_type             text        not null,
    serialized_event       text        not null,
    publication_date       timestamptz not null,
    completion_date        timestamptz,
    status                 text,
    completion_attempts    int,
    last_resubmission_date timestamptz
);
create index event_publication_by_event on platform.event_publication using hash (serialized_event);
create index event_publication_by_completion on platform.event_publication (completion_date);

create table platform.scheduled_task (
    task_name            text        not null,
    task_instance        text        not null,
    task_data            bytea,
    execution_time       timestamptz,
    picked               boolean     not null,
    picked_by            text,
    last_success         timestamptz,
    last_failure         timestamptz,
    consecutive_failures int,
    last_heartbeat       timestamptz,
    version              bigint      not null,
    priority             smallint,
    primary key (task_name, task_instance)
);
create index scheduled_task_by_time on platform.scheduled_task (execution_time);
create index scheduled_task_by_heartbeat on platform.scheduled_task (last_heartbeat);

create table platform.setting (
    key        text        not null primary key,
    value      jsonb       not null,
    changed_at timestamptz not null
);

-- Text search that understands Chinese: every two neighbouring characters of a text, lower-cased, without blanks.
-- A word of two characters or more is found through a GIN index on this array; the caller compares the whole word too.
create function platform.grams(variadic texts text[]) returns text[]
    language sql immutable parallel safe
    return (select coalesce(array_agg(distinct substr(t, i, 2)), '{}')
              from unnest(texts) as raw(t0)
             cross join lateral (select lower(regexp_replace(t0, '\s+', '', 'g'))) as clean(t)
             cross join lateral generate_series(1, length(t) - 1) as i);
