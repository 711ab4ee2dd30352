package aftercare.customers;

import aftercare.identity.Permission;
import aftercare.identity.PortalAccounts;
import aftercare.identity.PortalAccounts.Rights;
import aftercare.identity.PortalRight;
import aftercare.identity.Scope;
import aftercare.kernel.Ids;
import aftercare.kernel.Refusal;
import aftercare.timeline.Actor;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Which of a customer's people may use the portal and what they may do there: given at the desk, or by one of them who manages the
 * company's people. Whoever has access is a contact of the customer. Nobody gives more than he has, and never beyond his own company.
 */
@Service
@Transactional
public class PortalPeople {

    public record Invitation(String name, String phone, String email, Rights rights) {}

    /** @param phone    and {@code email} as whoever asks may see them
     *  @param signedInAt null while the invitation has not been followed
     *  @param self     it is whoever asks */
    public record Colleague(UUID id, @Nullable UUID contactId, String name, String phone, String email, List<PortalRight> rights, List<UUID> sites,
                            @Nullable Instant signedInAt, boolean self, int version) {}

    public record Place(UUID id, String name) {}

    /** @param mayGive the rights whoever asks can hand on
     *  @param places  the customer's sites in use */
    public record Colleagues(List<Colleague> people, List<PortalRight> mayGive, List<Place> places) {}

    private final PortalAccounts accounts;
    private final CustomerDesk desk;
    private final CustomerStore customers;
    private final CustomerQueries queries;
    private final InvitationWay way;

    PortalPeople(PortalAccounts accounts, CustomerDesk desk, CustomerStore customers, CustomerQueries queries, InvitationWay way) {
        this.accounts = accounts;
        this.desk = desk;
        this.customers = customers;
        this.queries = queries;
        this.way = way;
    }

    // ---- In the portal ----------------------------------------------------------------------------------------------------

    @Transactional(readOnly = true)
    public Colleagues own(Scope scope) {
        var customer = company(scope);
        var people = accounts.of(customer.value()).stream().map(account -> {
            var self = account.user().equals(scope.user());
            return colleague(account, self ? account.phone() : PersonalData.maskedPhone(account.phone()), self ? account.email() : PersonalData.maskedEmail(account.email()), self);
        }).toList();
        return new Colleagues(people, held(scope), places(customer));
    }

    public void invite(Invitation invitation, Scope scope, String base) {
        var customer = customers.find(company(scope)).orElseThrow();
        notMoreThanHeld(invitation.rights(), Set.of(), scope);
        var name = invitation.name().strip();
        var contact = queries.contactAt(customer.id(), name, invitation.phone(), invitation.email()).orElseGet(() -> {
            var added = new Contact(Ids.next(), customer.id(), new Contact.Draft(name, "", invitation.phone(), invitation.email()), !customers.hasPrimary(customer.id()), true, 0);
            customers.add(added);
            desk.write("customers.contact-added", customer, Actor.of(scope), Map.of("contact", added.id().toString()));
            return added.id();
        });
        give(customer, contact, name, invitation, scope, base);
    }

    public void change(UUID user, Rights rights, int version, Scope scope) {
        var customer = customers.find(company(scope)).orElseThrow();
        notMoreThanHeld(rights, accounts.account(customer.id().value(), user).rights().what(), scope);
        change(customer, user, rights, version, scope);
    }

    public void take(UUID user, Scope scope) {
        take(customers.find(company(scope)).orElseThrow(), user, scope);
    }

    // ---- At the desk ------------------------------------------------------------------------------------------------------

    @Transactional(readOnly = true)
    Colleagues of(CustomerId id, Scope scope) {
        var customer = desk.visible(id, Permission.CUSTOMERS_READ, scope);
        var personal = PersonalData.of(scope);
        var branch = customer.draft().branch();
        return new Colleagues(accounts.of(id.value()).stream()
                .map(account -> colleague(account, personal.phone(account.phone(), branch), personal.email(account.email(), branch), false)).toList(),
                List.of(PortalRight.values()), places(id));
    }

    void give(CustomerId id, UUID contactId, Rights rights, Scope scope, String base) {
        var customer = desk.mine(id, scope);
        var contact = customers.contact(id, contactId);
        if (!contact.active()) {
            throw new Refusal.Conflict("customers.contact-left", "%s is inactive; activate the contact first".formatted(contact.draft().name()), Map.of("name", contact.draft().name()));
        }
        var draft = contact.draft();
        give(customer, contactId, draft.name(), new Invitation(draft.name(), draft.phone(), draft.email(), rights), scope, base);
    }

    void change(CustomerId id, UUID user, Rights rights, int version, Scope scope) {
        change(desk.mine(id, scope), user, rights, version, scope);
    }

    void take(CustomerId id, UUID user, Scope scope) {
        take(desk.mine(id, scope), user, scope);
    }

    // ---- For both ---------------------------------------------------------------------------------------------------------

    private void give(Customer customer, UUID contact, String name, Invitation invitation, Scope scope, String base) {
        known(invitation.rights().sites(), customer.id());
        if (!customer.active()) {
            throw new Refusal.Conflict("customers.inactive-already", "customer %s is inactive".formatted(customer.number()), Map.of("customer", customer.draft().name()));
        }
        var user = accounts.give(customer.id().value(), new PortalAccounts.Person(contact, name, invitation.phone(), invitation.email(), "zh-CN"), invitation.rights());
        desk.write("customers.access-given", customer, Actor.of(scope), facts(name, invitation.rights()));
        way.invite(user, scope.name(), base);
    }

    private void change(Customer customer, UUID user, Rights rights, int version, Scope scope) {
        known(rights.sites(), customer.id());
        var before = accounts.account(customer.id().value(), user);
        if (before.rights().equals(rights)) {
            return;
        }
        accounts.change(customer.id().value(), user, rights, version);
        desk.write("customers.access-changed", customer, Actor.of(scope), facts(before.name(), rights));
    }

    private void take(Customer customer, UUID user, Scope scope) {
        var account = accounts.account(customer.id().value(), user);
        accounts.take(customer.id().value(), user);
        desk.write("customers.access-taken", customer, Actor.of(scope), Map.of("name", account.name()));
    }

    private static Map<String, ?> facts(String name, Rights rights) {
        return Map.of("name", name, "rights", rights.what().stream().sorted().map(Enum::name).collect(Collectors.joining(",")), "sites", rights.sites().size());
    }

    private void known(List<UUID> sites, CustomerId customer) {
        sites.forEach(site -> customers.site(customer, site));
    }

    private static CustomerId company(Scope scope) {
        return new CustomerId(Objects.requireNonNull(scope.customer()));
    }

    private static List<PortalRight> held(Scope scope) {
        return Arrays.stream(PortalRight.values()).filter(right -> scope.may(right.permission())).toList();
    }

    private static void notMoreThanHeld(Rights rights, Set<PortalRight> before, Scope scope) {
        var more = EnumSet.noneOf(PortalRight.class);
        more.addAll(rights.what());
        more.removeAll(held(scope));
        more.removeAll(before);
        if (!more.isEmpty()) {
            throw new Refusal.Forbidden("customers.right-not-held", "nobody gives a right he does not have: %s".formatted(more), Map.of("right", more.iterator().next().name()));
        }
    }

    private List<Place> places(CustomerId customer) {
        return queries.placesOf(customer);
    }

    private static Colleague colleague(PortalAccounts.Account account, String phone, String email, boolean self) {
        return new Colleague(account.user(), account.contact(), account.name(), phone, email, account.rights().what().stream().sorted().toList(), account.rights().sites(),
                account.signedInAt(), self, account.version());
    }
}
