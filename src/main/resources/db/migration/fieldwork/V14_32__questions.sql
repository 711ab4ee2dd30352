-- What cannot be decided on site goes to the manager; the engineer sees the answer on his phone.
create table fieldwork.question (
    id            uuid        primary key,
    visit_id      uuid        not null references fieldwork.visit,
    case_id       uuid        not null references cases.service_case,
    what          text        not null,
    asker_name    text        not null,
    asked_at      timestamptz not null,
    answer        text,
    answerer_name text,
    answered_at   timestamptz,

    constraint question_what_filled    check (length(trim(what)) > 0),
    constraint question_answered_whole check ((answer is null) = (answered_at is null) and (answer is null) = (answerer_name is null))
);
create index question_of_visit on fieldwork.question (visit_id, asked_at);
create index question_of_case on fieldwork.question (case_id, asked_at);
