/**
 * Contracts: what was agreed with a customer for the time after, or beside, the warranty, the money that is paid only then, and
 * how a project came to after-sales.
 *
 * <p>Owns maintenance contracts with their amendments, billing plan and ledger of visits (schema {@code contracts}). A
 * contract names one of the service levels; promise rules that match the fact {@code contract} make it true. The end of a contract and
 * the day by which the customer must be asked are promises like any other. {@link aftercare.contracts.ContractLevels} tells others
 * which level holds for something at a moment.
 */
@ApplicationModule(displayName = "Contracts 合同", allowedDependencies = {"kernel", "platform", "identity", "search", "timeline", "imports", "documents", "promises", "customers", "assets", "archive"})
@NullMarked
package aftercare.contracts;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
