package aftercare.imports;

import aftercare.platform.Label;

/** A sentence about a cell, in which {@code {name}} stands for a fact. An enum of a module's own sentences implements it. */
public interface Remark {

    String name();

    Label words();

    /** An error keeps its row out; anything else only says what was made of the cell. */
    default boolean error() {
        return true;
    }
}
