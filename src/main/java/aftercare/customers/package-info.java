/**
 * Customers: who we owe service to, the people to talk to, and the places where things stand.
 *
 * <p>Owns customers, contacts, sites and the table of China's regions (schema {@code customers}). Others refer to a
 * customer by {@link aftercare.customers.CustomerId} and ask {@link aftercare.customers.CustomerDesk}; personal data leaves
 * this module through {@link aftercare.customers.PersonalData} only.
 */
@ApplicationModule(displayName = "Customers 客户", allowedDependencies = {"kernel", "platform", "identity", "search", "timeline", "imports"})
@NullMarked
package aftercare.customers;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
