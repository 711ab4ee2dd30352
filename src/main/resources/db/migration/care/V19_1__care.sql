-- Care: what customers think of the service.
create schema if not exists care;

-- One rating a case, by the customer. The answers themselves are a form; this row holds what is counted and listed.
create table care.rating (
    case_id     uuid        primary key references cases.service_case,
    answer_id   uuid        not null unique references forms.answer,
    branch_id   uuid        not null references identity.branch,
    partner_id  uuid        references identity.partner,
    customer_id uuid        references customers.customer,
    engineer_id uuid        references identity.app_user,
    overall     text        not null,
    recommend   integer,
    score       numeric(5,2),
    low         boolean     not null,
    words       text        not null default '',
    rated_name  text        not null,
    at          timestamptz not null,

    constraint rating_overall_known   check (overall in ('EXCELLENT', 'GOOD', 'FAIR', 'POOR')),
    constraint rating_recommend_known check (recommend between 0 and 10)
);
create index rating_newest on care.rating (branch_id, at desc, case_id desc);
create index rating_low on care.rating (branch_id, at desc, case_id desc) where low;
create index rating_of_engineer on care.rating (engineer_id, at desc) where engineer_id is not null;
create index rating_of_customer on care.rating (customer_id, at desc) where customer_id is not null;
