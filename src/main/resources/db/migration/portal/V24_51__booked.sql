-- A customer books a visit and calls one off.
alter table portal.act drop constraint act_known;
alter table portal.act add constraint act_known check (act in ('MESSAGE', 'ACCEPT', 'REJECT', 'RATE', 'REBOOK', 'MOVE_DAY', 'BOOK', 'CALL_OFF'));
