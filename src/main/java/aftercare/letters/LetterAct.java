package aftercare.letters;

/** What may be done with a letter. {@link #ACCEPT} comes with its contract. */
enum LetterAct { SAVE, ISSUE, ATTACH, REVISE, GIVE_UP, ACCEPT }
