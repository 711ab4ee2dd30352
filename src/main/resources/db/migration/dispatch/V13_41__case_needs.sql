-- What whoever planned a case knows of the work: any of these skills instead of those of the device, and how long it takes.
create table dispatch.case_need (
    case_id uuid    primary key references cases.service_case,
    skills  text[],
    minutes integer,

    constraint case_need_minutes_sane check (minutes between 5 and 2880),
    constraint case_need_some         check (cardinality(skills) > 0 or skills is null)
);
