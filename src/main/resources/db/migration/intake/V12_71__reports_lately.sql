-- A flood that comes from many addresses at once is seen by the number of all that came a moment ago.
create index report_lately on intake.report (received_at) where address <> '';
