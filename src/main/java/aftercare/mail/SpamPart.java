package aftercare.mail;

/** Where a rule looks. */
enum SpamPart {
    SENDER, SUBJECT
}
