-- The steps of an emergency plan that a promise's ladder started for a case, and who has done which.
create table cases.plan_step (
    id         uuid        primary key,
    case_id    uuid        not null references cases.service_case,
    position   integer     not null,
    words      text        not null,
    started_at timestamptz not null,
    done_at    timestamptz,
    done_by    uuid        references identity.app_user,

    constraint plan_step_words_filled  check (length(trim(words)) > 0),
    constraint plan_step_done_by_somebody check ((done_at is null) = (done_by is null)),
    unique (case_id, position)
);
