-- Timeline: everything that happened, written in the transaction in which it happened, never edited.
create schema if not exists timeline;

-- facts holds what the sentence needs; kind names the sentence ('cases.opened').
create table timeline.entry (
    id         uuid        primary key,
    kind       text        not null,
    at         timestamptz not null,
    actor_id   uuid,
    actor_name text        not null,
    visibility text        not null,
    facts      jsonb       not null default '{}',

    constraint entry_kind_shaped      check (kind ~ '^[a-z]+\.[a-z-]+$'),
    constraint entry_visibility_known check (visibility in ('PUBLIC', 'INTERNAL'))
);

-- One entry may be about a case, its device and its customer at once.
create table timeline.entry_subject (
    subject_kind text        not null,
    subject_id   uuid        not null,
    at           timestamptz not null,
    entry_id     uuid        not null references timeline.entry,
    primary key (subject_kind, subject_id, at, entry_id)
);
