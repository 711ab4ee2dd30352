package aftercare.fieldwork;

/**
 * What became of a phone's command. {@code SUPERSEDED}: the office's plan, or a later word of the same engineer, stands instead.
 * {@code HELD}: it waits until a person has settled the contradiction it is part of; {@code SET_ASIDE} is how that may end.
 */
enum CommandOutcome {
    DONE, SUPERSEDED, HELD, SET_ASIDE
}
