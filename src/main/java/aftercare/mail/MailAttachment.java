package aftercare.mail;

/**
 * A file that came with a mail, as the mail calls it. What it really is, and whether it can be kept, the documents decide.
 *
 * @param contentId how the text of the mail refers to it; empty when it does not
 */
record MailAttachment(String fileName, String mediaType, String contentId, byte[] content) {}
