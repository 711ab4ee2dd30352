/**
 * Imports: one way in for every list that people bring as Excel or CSV.
 *
 * <p>A module says what can be brought ({@link aftercare.imports.Importable}): its fields, how a batch of rows is checked and
 * written, how all of it is taken back. Everything else happens here and is the same for all of them: the file is read row by
 * row into the database, columns are matched to fields, every bad cell is named, rows are written all or none, and a whole
 * import can be undone. Owns the schema {@code imports}.
 */
@ApplicationModule(displayName = "Imports 导入", allowedDependencies = {"kernel", "platform", "identity", "timeline"})
@NullMarked
package aftercare.imports;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
