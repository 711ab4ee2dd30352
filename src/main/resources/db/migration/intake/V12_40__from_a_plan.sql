alter table intake.report
    drop constraint report_channel_known,
    add constraint report_channel_known check (channel in ('PHONE', 'PORTAL', 'QR', 'EMAIL', 'CHAT', 'API', 'ALARM', 'VISIT', 'COLLEAGUE', 'IMPORT', 'PLAN'));
