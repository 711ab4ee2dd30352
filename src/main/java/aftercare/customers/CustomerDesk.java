package aftercare.customers;

import aftercare.identity.Permission;
import aftercare.identity.PortalAccounts;
import aftercare.identity.Scope;
import aftercare.imports.Importable;
import aftercare.kernel.Ids;
import aftercare.kernel.Refusal;
import aftercare.platform.Live;
import aftercare.platform.LiveUpdates;
import aftercare.platform.Numbers;
import aftercare.timeline.Actor;
import aftercare.timeline.Happening;
import aftercare.timeline.Timeline;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Customers, their contacts and sites: whoever may change them does it here, and other modules ask here. */
@Service
@Transactional
public class CustomerDesk {

    /** So many sites are named in the history; more are meant. */
    private static final int NAMED = 5;

    private final CustomerStore customers;
    private final CustomerQueries queries;
    private final Regions regions;
    private final Timeline timeline;
    private final LiveUpdates live;
    private final Numbers numbers;
    private final PortalAccounts accounts;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    CustomerDesk(CustomerStore customers, CustomerQueries queries, Regions regions, Timeline timeline, LiveUpdates live, Numbers numbers,
                 PortalAccounts accounts, ApplicationEventPublisher events, Clock clock) {
        this.customers = customers;
        this.queries = queries;
        this.regions = regions;
        this.timeline = timeline;
        this.live = live;
        this.numbers = numbers;
        this.accounts = accounts;
        this.events = events;
        this.clock = clock;
    }

    // ---- For other modules, which do not ask whose eyes see the answer ----------------------------------------------------

    @Transactional(readOnly = true)
    public Optional<CustomerFacts> customer(CustomerId id) {
        return customers.find(id).map(found -> new CustomerFacts(found.id(), found.number(), found.draft().name(), found.draft().kind(),
                found.draft().tier(), found.draft().branch(), found.active()));
    }

    @Transactional(readOnly = true)
    public Optional<SiteFacts> site(UUID id) {
        return queries.site(id);
    }

    /** Active contacts and customers with this number, however it is written; contacts first. */
    @Transactional(readOnly = true)
    public List<Caller> byPhone(String phone) {
        return queries.callers(phone, null, null);
    }

    @Transactional(readOnly = true)
    public List<Caller> byEmail(String email) {
        return queries.callers(null, email, null);
    }

    /** A mail to this address came back. */
    public void emailFailed(String email, String reason) {
        customers.emailFailed(email, reason, clock.instant()).stream().distinct().forEach(id -> live.tell(Live.ofBranch("customers", id, null)));
    }

    /** Somebody wrote from it, so it is alive again. */
    public void emailWorks(String email) {
        customers.emailWorks(email).stream().distinct().forEach(id -> live.tell(Live.ofBranch("customers", id, null)));
    }

    /** Those of them whom somebody at the desk may see. */
    @Transactional(readOnly = true)
    public List<Caller> byPhone(String phone, Scope scope) {
        return queries.callers(phone, null, scope.reach(Permission.CUSTOMERS_READ));
    }

    /** Those whom somebody at the desk may see, while a number or a name is still being typed; at most twenty. */
    @Transactional(readOnly = true)
    public List<Caller> typed(String words, Scope scope) {
        return queries.typed(words, scope.reach(Permission.CUSTOMERS_READ));
    }

    @Transactional(readOnly = true)
    public List<Caller> byEmail(String email, Scope scope) {
        return queries.callers(null, email, scope.reach(Permission.CUSTOMERS_READ));
    }

    /** New sites, as an import brings them; answers with their ids, in order. */
    public List<UUID> addSites(List<NewSite> sites, Actor actor) {
        var ids = sites.stream().map(_ -> Ids.next()).toList();
        customers.addSites(ids, sites);
        var byCustomer = sites.stream().collect(Collectors.groupingBy(NewSite::customer, LinkedHashMap::new, Collectors.toList()));
        timeline.writeAll(byCustomer.entrySet().stream().map(entry -> Happening.internal("customers.site-added", clock.instant(), actor,
                Map.of("site", entry.getValue().stream().limit(NAMED).map(NewSite::name).collect(Collectors.joining("、")) + (entry.getValue().size() > NAMED ? "…" : "")))
                .about(new CustomerId(entry.getKey()).subject())).toList());
        sites.stream().map(NewSite::branch).distinct().forEach(branch -> live.tell(Live.ofBranch("customers", null, branch)));
        return ids;
    }

    /** Sites that came of an import, unless somebody has changed one since. */
    public void takeBackSites(UUID importId, Actor actor) {
        customers.changedSite(importId).ifPresent(name -> {
            throw Importable.changedSince(name);
        });
        customers.ownersOfSites(importId).forEach(owner -> {
            timeline.write(Happening.internal("customers.sites-taken-back", clock.instant(), actor, Map.of()).about(new CustomerId(owner).subject()));
            live.tell(Live.ofBranch("customers", owner, null));
        });
        customers.removeSites(importId);
    }

    // ---- At the desk ------------------------------------------------------------------------------------------------------

    CustomerId add(Customer.Draft draft, Scope scope) {
        scope.require(Permission.CUSTOMERS_EDIT, draft.branch(), null, null);
        var now = clock.instant();
        var customer = new Customer(CustomerId.next(), numbers.next("C", "customers.customer_number"), draft, true, now, 0);
        customers.add(customer);
        write("customers.created", customer, Actor.of(scope), Map.of("number", customer.number(), "name", draft.name()));
        return customer.id();
    }

    void change(CustomerId id, Customer.Draft draft, int version, Scope scope) {
        var before = mine(id, scope);
        if (!draft.branch().equals(before.draft().branch())) {
            scope.require(Permission.CUSTOMERS_EDIT, draft.branch(), null, null);
        }
        var changes = before.draft().changesTo(draft);
        var after = before.changed(draft);
        customers.save(new Customer(after.id(), after.number(), draft, after.active(), after.createdAt(), version));
        if (changes.isEmpty()) {
            return;
        }
        write("customers.changed", after, Actor.of(scope), Map.of("fields", String.join(",", changes)));
        if (changes.contains("branch")) {
            live.tell(Live.ofBranch("customers", id.value(), before.draft().branch()));
            events.publishEvent(new CustomerEvent.MovedToBranch(id, before.draft().branch(), draft.branch(), clock.instant()));
        }
    }

    void activate(CustomerId id, boolean active, Scope scope) {
        var after = mine(id, scope).activated(active);
        customers.save(after);
        write(active ? "customers.activated" : "customers.deactivated", after, Actor.of(scope), Map.of());
    }

    UUID addContact(CustomerId id, Contact.Draft draft, boolean primary, Scope scope) {
        var customer = mine(id, scope);
        var first = !customers.hasPrimary(id);
        if (primary && !first) {
            customers.unmarkPrimary(id);
        }
        var contact = new Contact(Ids.next(), id, draft, primary || first, true, 0);
        customers.add(contact);
        write("customers.contact-added", customer, Actor.of(scope), Map.of("contact", contact.id().toString()));
        return contact.id();
    }

    void changeContact(CustomerId id, UUID contactId, Contact.Draft draft, boolean primary, int version, Scope scope) {
        var customer = mine(id, scope);
        var before = customers.contact(id, contactId);
        if (primary && !before.active()) {
            throw new Refusal.Conflict("customers.contact-inactive", "an inactive contact cannot be the primary one", Map.of());
        }
        if (primary && !before.primary()) {
            customers.unmarkPrimary(id);
        }
        customers.save(new Contact(contactId, id, draft, primary, before.active(), version));
        accounts.follow(id.value(), contactId, draft.name(), draft.phone(), draft.email());
        var changes = before.draft().changesTo(draft);
        Changes.note(changes, "primary", before.primary(), primary);
        if (!changes.isEmpty()) {
            write("customers.contact-changed", customer, Actor.of(scope),
                    Map.of("contact", contactId.toString(), "fields", String.join(",", changes)));
        }
    }

    void activateContact(CustomerId id, UUID contactId, boolean active, Scope scope) {
        var customer = mine(id, scope);
        var before = customers.contact(id, contactId);
        customers.save(new Contact(contactId, id, before.draft(), active && before.primary(), active, before.version()));
        if (!active) {
            accounts.ofContact(id.value(), contactId).ifPresent(account -> {
                accounts.take(id.value(), account.user());
                write("customers.access-taken", customer, Actor.of(scope), Map.of("name", account.name()));
            });
        }
        write(active ? "customers.contact-activated" : "customers.contact-deactivated", customer, Actor.of(scope),
                Map.of("contact", contactId.toString()));
    }

    UUID addSite(CustomerId id, Site.Draft draft, Scope scope) {
        return addSite(mine(id, scope), draft, Actor.of(scope));
    }

    private UUID addSite(Customer customer, Site.Draft draft, Actor actor) {
        known(draft.regionCode());
        var site = new Site(Ids.next(), customer.id(), draft, true, 0);
        customers.add(site);
        write("customers.site-added", customer, actor, Map.of("site", draft.name()));
        return site.id();
    }

    void changeSite(CustomerId id, UUID siteId, Site.Draft draft, int version, Scope scope) {
        var customer = mine(id, scope);
        known(draft.regionCode());
        var before = customers.site(id, siteId);
        customers.save(new Site(siteId, id, draft, before.active(), version));
        var changes = before.draft().changesTo(draft);
        if (!changes.isEmpty()) {
            write("customers.site-changed", customer, Actor.of(scope), Map.of("site", draft.name(), "fields", String.join(",", changes)));
        }
    }

    void activateSite(CustomerId id, UUID siteId, boolean active, Scope scope) {
        var customer = mine(id, scope);
        var before = customers.site(id, siteId);
        customers.save(new Site(siteId, id, before.draft(), active, before.version()));
        write(active ? "customers.site-activated" : "customers.site-deactivated", customer, Actor.of(scope), Map.of("site", before.draft().name()));
    }

    @Transactional(readOnly = true)
    Timeline.Page timeline(CustomerId id, Timeline.@Nullable Position after, Scope scope) {
        visible(id, Permission.CUSTOMERS_READ, scope);
        return timeline.of(id.subject(), false, after, 30);
    }

    Customer mine(CustomerId id, Scope scope) {
        var customer = visible(id, Permission.CUSTOMERS_READ, scope);
        scope.require(Permission.CUSTOMERS_EDIT, customer.draft().branch(), null, id.value());
        return customer;
    }

    Customer visible(CustomerId id, Permission permission, Scope scope) {
        return customers.find(id).filter(found -> scope.reach(permission).covers(found.draft().branch(), null, id.value()))
                .orElseThrow(() -> missing(id));
    }

    private void known(@Nullable String regionCode) {
        if (regionCode != null && regions.find(regionCode).isEmpty()) {
            throw new Refusal.Broken("customers.no-such-region", "there is no region %s".formatted(regionCode), Map.of("region", regionCode));
        }
    }

    void write(String kind, Customer customer, Actor actor, Map<String, ?> facts) {
        timeline.write(Happening.internal(kind, clock.instant(), actor, facts).about(customer.id().subject()));
        live.tell(Live.ofBranch("customers", customer.id().value(), customer.draft().branch()));
    }

    static Refusal.Missing missing(CustomerId id) {
        return new Refusal.Missing("customers.no-such-customer", "there is no customer %s".formatted(id), Map.of());
    }
}
