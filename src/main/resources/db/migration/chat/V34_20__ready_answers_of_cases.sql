-- The answers kept for the chat are good for mails as well: they are kept once, with the cases.
insert into cases.ready_answer (id, branch_id, title, text, used_in)
select id, branch_id, title, text, array['CHAT', 'MAIL'] from chat.phrase;

drop table chat.phrase;
