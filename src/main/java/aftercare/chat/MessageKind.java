package aftercare.chat;

/** NOTE is seen by our own people only; EVENT says what happened with the conversation, CASE that a case came of it. */
enum MessageKind {
    TEXT, PICTURE, NOTE, EVENT, CASE
}
