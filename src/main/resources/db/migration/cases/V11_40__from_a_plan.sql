-- A case that a plan of upkeep made.
alter table cases.service_case
    drop constraint service_case_channel_known,
    add constraint service_case_channel_known check (channel in ('PHONE', 'PORTAL', 'QR', 'EMAIL', 'CHAT', 'API', 'ALARM', 'VISIT', 'COLLEAGUE', 'IMPORT', 'PLAN'));
