package aftercare.assets;

/** What can be done with a device as a whole. */
enum DeviceAct {
    STOP, RESUME, TAKE_OUT, SCRAP
}
