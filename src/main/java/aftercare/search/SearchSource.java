package aftercare.search;

import aftercare.identity.Scope;
import java.util.List;

/** Finds one kind of thing by words. Contributed as a bean by the module that owns it. */
public interface SearchSource {

    /** {@code case}, {@code device} …; the user interface has a word for it. */
    String kind();

    /** Where its group stands among the others, unless one holds exactly what was asked for. */
    int order();

    /**
     * The best few, best first, within the scope's reach; nothing without the permission.
     *
     * @param words two characters at least, without blanks around them
     */
    List<Found> find(String words, Scope scope, int most);
}
