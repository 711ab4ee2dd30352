package aftercare.cases;

/** Where a ready answer is offered. */
enum AnswerWay {
    MAIL, CHAT
}
