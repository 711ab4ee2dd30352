-- Devices are found by what their product is called.
create index device_of_product on assets.device (product_id, id);
