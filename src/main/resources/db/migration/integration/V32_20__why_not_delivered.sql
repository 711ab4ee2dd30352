-- Why a delivery did not arrive, in one of few words; failure keeps the machine's own.
alter table integration.delivery add column fault text;
update integration.delivery
   set fault = case when status between 300 and 399 then 'REDIRECTED' when status is not null then 'STATUS' else 'OTHER' end
 where status is not null and status not between 200 and 299 or status is null and failure is not null;
alter table integration.delivery add constraint delivery_fault_known check (fault in ('HOST_UNKNOWN', 'UNREACHABLE', 'TIMED_OUT', 'CERTIFICATE', 'INSIDE',
    'NOT_HTTP', 'BROKEN_OFF', 'ADDRESS', 'SECRET', 'REDIRECTED', 'STATUS', 'OTHER'));
