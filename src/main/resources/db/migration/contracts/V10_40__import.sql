-- The ledger of a contract goes with the contract, when an import that brought it is taken back. Nothing else removes a line.
create or replace function contracts.never_edited() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' and current_setting('contracts.taken_back', true) = 'on' then
        return old;
    end if;
    raise exception 'a ledger is only added to';
end $$;
