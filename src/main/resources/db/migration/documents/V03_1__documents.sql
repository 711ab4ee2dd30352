-- Documents: files with an owner. The bytes lie in the file store under their SHA-256, once however often they are attached.
create schema if not exists documents;

create table documents.document (
    id              uuid        primary key,
    owner_kind      text        not null,
    owner_id        uuid        not null,
    section         text        not null,
    file_name       text        not null,
    media_type      text        not null,
    size            bigint      not null,
    sha256          text        not null,
    visibility      text        not null,
    version_of      uuid        unique references documents.document,
    retention_until date,
    uploaded_by     uuid        references identity.app_user,
    uploaded_name   text        not null,
    at              timestamptz not null,
    removed_at      timestamptz,
    removed_by      uuid        references identity.app_user,

    constraint document_section_shaped    check (section ~ '^[a-z][a-z-]{0,39}$'),
    constraint document_name_filled       check (length(trim(file_name)) between 1 and 200),
    constraint document_size_positive     check (size > 0),
    constraint document_hash_shaped       check (sha256 ~ '^[0-9a-f]{64}$'),
    constraint document_visibility_known  check (visibility in ('PUBLIC', 'INTERNAL')),
    constraint document_not_its_own_past  check (version_of <> id)
);
create index document_of_owner on documents.document (owner_kind, owner_id, at, id);
create index document_by_hash on documents.document (sha256);

-- Uploaded by somebody without an account before what it belongs to exists; claimed with the token or gone after a day.
create table documents.held_upload (
    token_hash text        primary key,
    file_name  text        not null,
    media_type text        not null,
    size       bigint      not null,
    sha256     text        not null,
    address    text        not null,
    at         timestamptz not null,

    constraint held_upload_size_positive check (size > 0)
);
create index held_upload_by_age on documents.held_upload (at);
create index held_upload_by_address on documents.held_upload (address, at);
create index held_upload_by_hash on documents.held_upload (sha256);
