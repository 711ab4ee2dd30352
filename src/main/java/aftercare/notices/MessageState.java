package aftercare.notices;

/** How far a message got. NOT_CONFIGURED and NO_ADDRESS are final: it was kept, and nobody outside has it. */
enum MessageState {
    QUEUED, SENT, FAILED, NOT_CONFIGURED, NO_ADDRESS
}
