package aftercare.notices;

/** How far a message got. NOT_CONFIGURED and NO_ADDRESS are final: it was kept, and nobody outside has it. BOUNCED: it was sent and came back. */
enum MessageState {
    QUEUED, SENT, FAILED, BOUNCED, NOT_CONFIGURED, NO_ADDRESS
}
