package aftercare.chat;

/** What can be done with a conversation as a whole. GIVE_UP: nobody answered, or the visitor would not wait. */
enum ChatAct {
    TAKE, TRANSFER, RETURN, END, GIVE_UP
}
