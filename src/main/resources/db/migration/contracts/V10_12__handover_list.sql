-- The list of hand-overs, newest first; what was done needs no place where open items are looked for.
create index handover_newest on contracts.handover (created_at desc, id desc);
create index handover_item_open on contracts.handover_item (handover_id) where done_at is null;
