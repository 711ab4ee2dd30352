/**
 * Letters: service plans and commitment letters, written for a tender or a contract from what is true now.
 *
 * <p>What a letter says of service points, certificates and last year's promises is read when it is looked at, and kept as it read once it goes
 * out. Each promised time is data, not only words, so that the product can say whether a rule watches it before anybody signs, and makes it
 * a rule of the contract when that begins ({@link aftercare.contracts.ContractBegan}). Owns the schema {@code letters}.
 */
@ApplicationModule(displayName = "Letters 承诺书", allowedDependencies = {"kernel", "platform", "identity", "timeline", "documents", "promises", "customers", "assets", "archive", "contracts", "dispatch", "quality"})
@NullMarked
package aftercare.letters;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
