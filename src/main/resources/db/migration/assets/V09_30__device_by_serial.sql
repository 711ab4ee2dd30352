-- Whoever brings a list knows devices by their serial numbers, in whatever case they were written.
create index device_by_serial on assets.device (lower(serial));
