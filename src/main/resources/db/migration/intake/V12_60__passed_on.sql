-- Whoever passed something on looks at what became of it.
create index report_passed_on_by on intake.report (received_by, received_at desc, id desc) where channel = 'COLLEAGUE';
