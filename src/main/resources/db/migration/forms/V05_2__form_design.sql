-- Forms are designed in the product: one draft a form beside its published versions.
alter table forms.form
    add column note           text not null default '',
    add column published_by   uuid references identity.app_user,
    add column published_name text not null default 'system',
    add constraint form_note_short check (length(note) <= 500);

-- A form whose versions are all not current is retired: answers keep theirs, nobody fills it in any more.
create table forms.draft (
    code         text        primary key,
    definition   jsonb       not null,
    version      integer     not null default 0,
    changed_by   uuid        references identity.app_user,
    changed_name text        not null,
    changed_at   timestamptz not null,

    constraint draft_code_shaped check (code ~ '^[a-z][a-z0-9-]*$')
);

-- An answer that was corrected stays; the one that took its place counts.
alter table forms.answer
    add column about_kind  text,
    add column about_id    uuid,
    add column replaced_at timestamptz,
    add constraint answer_about_whole check ((about_kind is null) = (about_id is null));
create index answer_about on forms.answer (about_kind, about_id, at) where about_id is not null;

-- Every number of an answer, once for each thing it is about (the device, its model), with whom it belongs to: so that one
-- value is followed over years by reading one index.
create table forms.measurement (
    answer_id   uuid        not null references forms.answer on delete cascade,
    form_code   text        not null,
    question    text        not null,
    position    integer     not null,
    about_kind  text        not null,
    about_id    uuid        not null,
    number      numeric     not null,
    bad         boolean     not null,
    branch_id   uuid        not null references identity.branch,
    partner_id  uuid        references identity.partner,
    customer_id uuid,
    at          timestamptz not null,
    primary key (answer_id, question, position, about_kind, about_id)
);
create index measurement_over_time on forms.measurement (about_kind, about_id, form_code, question, at desc, answer_id, position);
