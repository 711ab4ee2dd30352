package aftercare.imports;

import aftercare.platform.Label;

/** Something about a whole file that no cell says. */
public record ImportOption(String code, Kind kind, Label name, Label hint) {

    /** FILE_NAME is a text that begins as the name of the file. */
    public enum Kind { FILE_NAME, BRANCH, ZONE, TIME_FORM }
}
