-- A mail to this address came back: whoever writes or calls next should know.
alter table customers.contact
    add column email_failed_at timestamptz,
    add column email_failure   text;
