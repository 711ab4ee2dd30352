-- A bad answer of a checklist that means another case: the case that was opened for it, once per visit and question however
-- often the answer is corrected.
create table fieldwork.follow_up (
    visit_id  uuid        not null references fieldwork.visit,
    form_code text        not null,
    question  text        not null,
    case_id   uuid        not null references cases.service_case,
    at        timestamptz not null,
    primary key (visit_id, form_code, question)
);
create index follow_up_case on fieldwork.follow_up (case_id);
