-- Work for several at once: so many engineers start together. Without a row one is enough.
create table dispatch.crew_need (
    case_id uuid        primary key references cases.service_case,
    people  integer     not null,
    set_by  uuid        references identity.app_user,
    set_at  timestamptz not null,

    constraint crew_need_several check (people between 2 and 6)
);
