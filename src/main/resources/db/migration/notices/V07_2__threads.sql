-- A message may answer one of theirs, and may be told not to have arrived.
alter table notices.message
    add column in_reply_to text    not null default '',
    add column answers     text    not null default '',
    add column by_hand     boolean not null default false;

alter table notices.message
    drop constraint message_state_known,
    drop constraint message_sent_iff_sent,
    drop constraint message_failure_told,
    add constraint message_state_known   check (state in ('QUEUED', 'SENT', 'FAILED', 'BOUNCED', 'NOT_CONFIGURED', 'NO_ADDRESS')),
    add constraint message_sent_iff_sent check ((state in ('SENT', 'BOUNCED')) = (sent_at is not null)),
    add constraint message_failure_told  check ((state in ('FAILED', 'BOUNCED')) = (failure is not null));

