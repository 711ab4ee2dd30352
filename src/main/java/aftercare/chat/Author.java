package aftercare.chat;

enum Author {
    VISITOR, AGENT, SYSTEM
}
