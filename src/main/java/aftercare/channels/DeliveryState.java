package aftercare.channels;

/** FAILED is tried again; GIVEN_UP is not: the service said no, and would again. */
enum DeliveryState {
    QUEUED, SENT, FAILED, GIVEN_UP
}
