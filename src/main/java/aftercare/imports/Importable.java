package aftercare.imports;

import aftercare.identity.Permission;
import aftercare.kernel.Refusal;
import aftercare.platform.Label;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something of which whole lists can be brought as a file. A module makes it a bean; everything that imports have in common
 * is done for it.
 *
 * @param <D> what a good row is understood as
 */
public interface Importable<D> {

    /** What becomes of a good row. */
    record Draft<D>(ImportRow row, D what, @Nullable Claim claim) {}

    /** What may be in a file only once: a later row with the same key is bad, in this field. */
    record Claim(String key, ImportField field) {}

    /**
     * One thing that came of a row.
     *
     * @param kind   as its {@code Subject} is called
     * @param branch whose it is; null: the whole house's
     */
    record Made(int row, String kind, UUID id, @Nullable UUID branch) {}

    /** As addresses name it: {@code devices}. */
    String code();

    Label title();

    /** One sentence: what the list holds, and what has to be there first. */
    Label hint();

    /** Needed to import, and to take it back. */
    Permission permission();

    /** It concerns the whole house (users): the permission for single branches is not enough. */
    default boolean everywhere() {
        return false;
    }

    /** In the order in which a template shows them. */
    List<ImportField> fields();

    default List<ImportOption> options() {
        return List.of();
    }

    /** Its own sentences, besides {@link CommonRemark}. */
    List<? extends Remark> remarks();

    /** Says what is wrong with each row; answers what the good ones are to become. Looks things up for all of them at once. */
    List<Draft<D>> check(List<ImportRow> rows, ImportContext context);

    /** Writes them all, within the transaction of the whole import. */
    List<Made> write(List<Draft<D>> drafts, ImportContext context);

    /**
     * Takes back everything that {@code imports.made} names, within one transaction. What somebody has changed since is
     * refused here; what others refer to is refused by the database, and said by whoever called.
     */
    void undo(ImportContext context);

    /** How people call one of the things made: its number. For the sentence that says why it cannot be taken back. */
    @Nullable String nameOf(String kind, UUID id);

    /** Says why {@link #undo} takes nothing back: this one is no longer as it was brought. */
    static Refusal changedSince(String name) {
        return new Refusal.Conflict("imports.changed-since", "%s was changed since; it cannot be taken back".formatted(name), Map.of("name", name));
    }
}
