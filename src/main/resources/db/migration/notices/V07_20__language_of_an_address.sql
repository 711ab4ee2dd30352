-- In which language we wrote to somebody last.
create index message_to_address on notices.message (to_address, queued_at desc);
