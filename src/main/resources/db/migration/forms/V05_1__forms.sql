-- Forms: versioned questionnaires, and answers frozen onto what they were filled in for.
create schema if not exists forms;

-- A published version never changes; an answer keeps pointing at the version it was given to.
create table forms.form (
    code       text        not null,
    version    integer     not null,
    definition jsonb       not null,
    current    boolean     not null,
    created_at timestamptz not null,
    primary key (code, version),

    constraint form_code_shaped check (code ~ '^[a-z][a-z0-9-]*$'),
    constraint form_version_positive check (version > 0)
);
create unique index form_one_current on forms.form (code) where current;

create table forms.answer (
    id           uuid        primary key,
    form_code    text        not null,
    form_version integer     not null,
    subject_kind text        not null,
    subject_id   uuid        not null,
    answers      jsonb       not null,
    score        numeric(5,2),
    outside      text[]      not null default '{}',
    actor_id     uuid        references identity.app_user,
    actor_name   text        not null,
    at           timestamptz not null,

    constraint answer_score_percent check (score between 0 and 100),
    foreign key (form_code, form_version) references forms.form (code, version)
);
create index answer_of_subject on forms.answer (subject_kind, subject_id, at);
create index answer_of_form on forms.answer (form_code, at);

-- The same answers one by one, so that a measured value can be followed over years and a choice counted.
create table forms.answer_value (
    answer_id uuid    not null references forms.answer on delete cascade,
    question  text    not null,
    position  integer not null,
    number    numeric,
    text      text,
    primary key (answer_id, question, position),

    constraint answer_value_given check (num_nonnulls(number, text) >= 1)
);
create index answer_value_by_question on forms.answer_value (question, answer_id);
