-- What is answered to customers again and again, wherever they are written to: in a mail on a case, or in a chat.
create table cases.ready_answer (
    id        uuid   primary key,
    branch_id uuid   not null references identity.branch,
    title     text   not null,
    text      text   not null,
    used_in   text[] not null,

    constraint ready_answer_titled    check (length(trim(title)) between 1 and 40),
    constraint ready_answer_written   check (length(trim(text)) between 1 and 2000),
    constraint ready_answer_way_known check (used_in <@ array['MAIL', 'CHAT']),
    constraint ready_answer_is_used   check (cardinality(used_in) > 0)
);
create index ready_answer_of_branch on cases.ready_answer (branch_id, title);
