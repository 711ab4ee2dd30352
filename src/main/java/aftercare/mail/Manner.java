package aftercare.mail;

/**
 * Who is behind a mail. Only a PERSON is ever answered by the product itself; a MACHINE that reports something (a monitoring
 * system) still makes a case.
 */
enum Manner {
    PERSON, MACHINE, AUTO_REPLY, LIST, BOUNCE
}
