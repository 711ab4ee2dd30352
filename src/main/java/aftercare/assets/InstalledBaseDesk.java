package aftercare.assets;

import aftercare.customers.CustomerDesk;
import aftercare.customers.CustomerId;
import aftercare.identity.Permission;
import aftercare.identity.Scope;
import aftercare.kernel.Ids;
import aftercare.kernel.Refusal;
import aftercare.kernel.Subject;
import aftercare.platform.Live;
import aftercare.platform.LiveUpdates;
import aftercare.platform.Numbers;
import aftercare.timeline.Actor;
import aftercare.timeline.Happening;
import aftercare.timeline.Timeline;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** What happens to a device from its installation to its scrapping, each with a day, a person and a reason in its history. */
@Service
@Transactional
class InstalledBaseDesk {

    private static final int DEEPEST = 20;
    private static final LocalDate EARLIEST = LocalDate.of(1970, 1, 1);

    /** @param on null: today */
    record When(@Nullable LocalDate on, String reason) {}

    /** @param acceptedAgain false: the new device goes on with the warranty of the old one; true: it has one of its own from that day */
    record Successor(UUID product, String serial, boolean acceptedAgain, DeviceAct oldBecomes) {}

    private final AssetDesk desk;
    private final AssetStore assets;
    private final AssetQueries queries;
    private final TreeStore tree;
    private final CustomerDesk customers;
    private final Timeline timeline;
    private final LiveUpdates live;
    private final Numbers numbers;
    private final JsonMapper json;
    private final Clock clock;

    InstalledBaseDesk(AssetDesk desk, AssetStore assets, AssetQueries queries, TreeStore tree, CustomerDesk customers, Timeline timeline, LiveUpdates live,
                      Numbers numbers, JsonMapper json, Clock clock) {
        this.desk = desk;
        this.assets = assets;
        this.queries = queries;
        this.tree = tree;
        this.customers = customers;
        this.timeline = timeline;
        this.live = live;
        this.numbers = numbers;
        this.json = json;
        this.clock = clock;
    }

    // ---- Systems --------------------------------------------------------------------------------------------------------

    UUID addSystem(DeviceSystem.Draft draft, Scope scope) {
        desk.owner(draft.customer(), scope);
        scope.require(Permission.ASSETS_EDIT, draft.branch(), null, draft.customer().value());
        placed(draft.customer(), draft.site(), draft.project());
        var system = new DeviceSystem(Ids.next(), draft, 0);
        tree.add(system, clock.instant());
        write(Happening.internal("assets.system-added", clock.instant(), Actor.of(scope), Map.of("name", draft.name()))
                .about(DeviceSystem.SUBJECT, system.id()).about(draft.customer().subject()), draft.branch());
        return system.id();
    }

    /** Where the system goes its devices go. */
    void changeSystem(UUID id, String name, @Nullable UUID site, @Nullable ProjectId project, String note, int version, Scope scope) {
        var before = system(id, scope);
        placed(before.draft().customer(), site, project);
        tree.lock(before.draft().customer());
        var after = new DeviceSystem.Draft(name, before.draft().customer(), before.draft().branch(), site, project, note);
        var moved = tree.save(new DeviceSystem(id, after, version));
        var about = new ArrayList<Subject>(List.of(new Subject(DeviceSystem.SUBJECT, id)));
        moved.forEach(device -> about.add(device.subject()));
        write(new Happening(moved.isEmpty() ? "assets.system-changed" : "assets.system-moved", clock.instant(), Actor.of(scope), Happening.Visibility.INTERNAL,
                about, Map.of("name", name, "devices", moved.size(), "place", place(site, project))), after.branch());
    }

    void removeSystem(UUID id, Scope scope) {
        var system = system(id, scope);
        tree.lock(system.draft().customer());
        if (!tree.isEmpty(id)) {
            throw new Refusal.Conflict("assets.system-has-devices", "system %s still has devices; move them out first".formatted(system.draft().name()),
                    Map.of("name", system.draft().name()));
        }
        tree.remove(id);
        write(Happening.internal("assets.system-removed", clock.instant(), Actor.of(scope), Map.of("name", system.draft().name()))
                .about(system.draft().customer().subject()), system.draft().branch());
    }

    private DeviceSystem system(UUID id, Scope scope) {
        var system = tree.system(id)
                .filter(found -> scope.reach(Permission.ASSETS_READ).covers(found.draft().branch(), null, found.draft().customer().value()))
                .orElseThrow(() -> noSystem(id));
        scope.require(Permission.ASSETS_EDIT, system.draft().branch(), null, system.draft().customer().value());
        return system;
    }

    static Refusal.Missing noSystem(UUID id) {
        return new Refusal.Missing("assets.no-such-system", "there is no system %s".formatted(id), Map.of());
    }

    // ---- Acts -----------------------------------------------------------------------------------------------------------

    void act(DeviceId id, DeviceAct act, When when, Scope scope) {
        var before = desk.mine(id, scope);
        var on = day(when, before);
        var after = before.after(act);
        assets.save(after);
        write("assets.device-" + switch (act) {
            case STOP -> "stopped";
            case RESUME -> "resumed";
            case TAKE_OUT -> "taken-out";
            case SCRAP -> "scrapped";
        }, after, on, when, Map.of(), scope);
    }

    void install(DeviceId id, When when, Scope scope) {
        var before = desk.mine(id, scope);
        var on = day(when, before);
        var after = before.changed(before.draft().installedOn(on));
        assets.save(before.state() == DeviceState.TAKEN_OUT ? after.after(DeviceAct.RESUME) : after);
        write("assets.device-installed", after, on, when, Map.of(), scope);
    }

    /** The warranty begins; a corrected day moves it. */
    void accept(DeviceId id, When when, Scope scope) {
        var before = desk.mine(id, scope);
        var on = day(when, before);
        var after = before.changed(before.draft().acceptedWith(on));
        assets.save(after);
        write("assets.device-accepted", after, on, when,
                before.draft().acceptedOn() == null ? Map.of() : Map.of("before", before.draft().acceptedOn().toString()), scope);
    }

    /** Elsewhere at the same customer, with everything inside it. */
    void move(DeviceId id, Seat to, @Nullable String location, When when, int version, Scope scope) {
        var before = desk.mine(id, scope);
        version(before, version);
        var on = day(when, before);
        var customer = before.draft().customer();
        tree.lock(customer);
        var seat = seat(before, to, scope);
        if (location != null && !location.equals(before.draft().location())) {
            var draft = before.draft();
            assets.save(before.changed(new Device.Draft(customer, draft.branch(), draft.site(), draft.project(), draft.product(), draft.serial(), draft.name(),
                    location.strip(), draft.installedOn(), draft.acceptedOn(), draft.deliveredOn(), draft.soldOn(), draft.warrantyMonths(), draft.note())));
        }
        var from = tree.seat(id);
        var moved = tree.move(id, customer, before.draft().branch(), seat);
        write("assets.device-moved", before, on, when, Map.of("from", place(from), "to", place(seat), "parts", moved.size() - 1), scope);
        alsoMoved(moved, id, "assets.parts-moved", Map.of("on", on.toString(), "to", place(seat)), scope);
    }

    /** It has another owner: whoever serves that one serves the device from now on. What was promised of its warranty stays. */
    void sell(DeviceId id, CustomerId to, @Nullable UUID site, When when, int version, Scope scope) {
        var before = desk.mine(id, scope);
        version(before, version);
        reasoned(when);
        var on = day(when, before);
        var from = before.draft().customer();
        if (to.equals(from)) {
            throw new Refusal.Conflict("assets.sold-to-its-owner", "device %s belongs to this customer already".formatted(before.number()),
                    Map.of("number", before.number()));
        }
        var owner = desk.owner(to, scope);
        placed(to, site, null);
        tree.lock(from);
        var seller = customers.customer(from).orElseThrow();
        var moved = tree.move(id, to, owner.branchId(), new Seat(site, null, null, null));
        var facts = Map.of("on", on.toString(), "reason", when.reason(), "from", seller.name(), "to", owner.name(), "parts", moved.size() - 1);
        var about = new ArrayList<Subject>(List.of(from.subject(), to.subject()));
        moved.forEach(device -> about.add(device.subject()));
        write(new Happening("assets.device-sold", clock.instant(), Actor.of(scope), Happening.Visibility.INTERNAL, about, facts), owner.branchId());
        live.tell(Live.ofBranch("assets", id.value(), before.draft().branch()));
    }

    /** Another device takes its place, its parts and its thread. */
    DeviceId replace(DeviceId id, Successor successor, When when, int version, Scope scope) {
        var old = desk.mine(id, scope);
        version(old, version);
        reasoned(when);
        var on = day(when, old);
        if (tree.isReplaced(id)) {
            throw new Refusal.Conflict("assets.replaced-already", "device %s was replaced already".formatted(old.number()), Map.of("number", old.number()));
        }
        tree.lock(old.draft().customer());
        var was = old.draft();
        var months = successor.acceptedAgain() ? null : queries.device(id.value(), scope).warranty().months();
        var draft = new Device.Draft(was.customer(), was.branch(), was.site(), was.project(), successor.product(), successor.serial(), was.name(), was.location(),
                on, successor.acceptedAgain() ? on : was.acceptedOn(), successor.acceptedAgain() ? null : was.deliveredOn(),
                successor.acceptedAgain() ? null : was.soldOn(), months, "");
        var whole = desk.checked(draft, null, null, scope);
        var next = new Device(DeviceId.next(), numbers.next("D", "assets.device_number"), whole, DeviceState.IN_USE, QrToken.next(), clock.instant(), 0);
        assets.add(next);
        tree.move(next.id(), was.customer(), was.branch(), tree.seat(id));
        tree.handOver(id, next.id());
        if (!successor.acceptedAgain()) {
            tree.copyTerms(id, next.id());
        }
        if (old.state().acts().contains(successor.oldBecomes())) {
            assets.save(old.after(successor.oldBecomes()));
        }
        var facts = Map.of("on", on.toString(), "reason", when.reason(), "old", old.number(), "oldSerial", was.serial(), "number", next.number(),
                "serial", whole.serial());
        write(Happening.internal("assets.device-replaced", clock.instant(), Actor.of(scope), facts).about(id.subject()).about(next.id().subject()), was.branch());
        return next.id();
    }

    void configure(DeviceId id, List<AssetQueries.Property> configuration, int version, Scope scope) {
        var device = desk.mine(id, scope);
        tree.configure(id, json.writeValueAsString(configuration), version, device.number());
        write(Happening.internal("assets.device-configured", clock.instant(), Actor.of(scope),
                Map.of("names", String.join("、", configuration.stream().map(AssetQueries.Property::name).limit(20).toList()))).about(id.subject()),
                device.draft().branch());
    }

    // ---- Checks -----------------------------------------------------------------------------------------------------------

    /** What follows from where it is to stand, once that is possible. */
    private Seat seat(Device device, Seat to, Scope scope) {
        var customer = device.draft().customer();
        if (to.parent() != null) {
            var parent = desk.visible(to.parent(), scope);
            if (!parent.draft().customer().equals(customer)) {
                throw new Refusal.Broken("assets.parent-of-another", "device %s belongs to another customer".formatted(parent.number()), Map.of("number", parent.number()));
            }
            var above = tree.upwards(parent.id());
            if (above.contains(device.id())) {
                throw new Refusal.Conflict("assets.part-of-itself", "device %s is inside %s; a device cannot be part of its own part"
                        .formatted(parent.number(), device.number()), Map.of("parent", parent.number(), "number", device.number()));
            }
            if (above.size() + tree.depth(device.id()) >= DEEPEST) {
                throw new Refusal.Conflict("assets.too-deep", "parts lie at most %d levels deep".formatted(DEEPEST), Map.of("most", DEEPEST));
            }
            var seat = tree.seat(parent.id());
            return new Seat(seat.site(), seat.project(), seat.system(), parent.id());
        }
        if (to.system() != null) {
            var system = tree.system(to.system()).filter(found -> found.draft().customer().equals(customer))
                    .orElseThrow(() -> new Refusal.Broken("assets.system-of-another", "the system belongs to another customer", Map.of()));
            return new Seat(system.draft().site(), system.draft().project(), system.id(), null);
        }
        placed(customer, to.site(), to.project());
        return new Seat(to.site(), to.project(), null, null);
    }

    private void placed(CustomerId customer, @Nullable UUID site, @Nullable ProjectId project) {
        if (site != null && customers.site(site).filter(found -> found.customer().equals(customer)).isEmpty()) {
            throw new Refusal.Broken("assets.site-of-another", "the site does not belong to the device's customer", Map.of());
        }
        if (project != null && assets.find(project).filter(found -> found.draft().customer().equals(customer)).isEmpty()) {
            throw new Refusal.Broken("assets.project-of-another", "the project does not belong to the device's customer", Map.of());
        }
    }

    private LocalDate day(When when, Device device) {
        var today = LocalDate.ofInstant(clock.instant(), queries.zone(device.draft().branch()));
        var on = Objects.requireNonNullElse(when.on(), today);
        if (on.isAfter(today) || on.isBefore(EARLIEST)) {
            throw new Refusal.Broken("assets.date-strange", "%s cannot be right".formatted(on), Map.of("date", on.toString()));
        }
        return on;
    }

    private static void reasoned(When when) {
        if (when.reason().isBlank()) {
            throw new Refusal.Broken("assets.unreasoned", "say why", Map.of());
        }
    }

    private static void version(Device device, int version) {
        if (device.version() != version) {
            throw new org.springframework.dao.OptimisticLockingFailureException("device %s changed meanwhile".formatted(device.number()));
        }
    }

    // ---- History ----------------------------------------------------------------------------------------------------------

    private String place(Seat seat) {
        if (seat.parent() != null) {
            return assets.find(seat.parent()).map(parent -> parent.draft().name().isEmpty() ? parent.number() : parent.draft().name()).orElse("");
        }
        return seat.system() != null ? tree.system(seat.system()).map(system -> system.draft().name()).orElse("") : place(seat.site(), seat.project());
    }

    private String place(@Nullable UUID site, @Nullable ProjectId project) {
        var parts = new ArrayList<String>();
        if (site != null) {
            customers.site(site).ifPresent(found -> parts.add(found.name()));
        }
        if (project != null) {
            assets.find(project).ifPresent(found -> parts.add(found.draft().name()));
        }
        return String.join(" · ", parts);
    }

    private void write(String kind, Device device, LocalDate on, When when, Map<String, ?> more, Scope scope) {
        var facts = new HashMap<String, Object>(more);
        facts.put("on", on.toString());
        facts.put("reason", when.reason());
        write(Happening.internal(kind, clock.instant(), Actor.of(scope), facts).about(device.id().subject()), device.draft().branch());
    }

    private void alsoMoved(List<DeviceId> moved, DeviceId with, String kind, Map<String, ?> facts, Scope scope) {
        var parts = moved.stream().filter(one -> !one.equals(with)).map(DeviceId::subject).toList();
        if (!parts.isEmpty()) {
            timeline.write(new Happening(kind, clock.instant(), Actor.of(scope), Happening.Visibility.INTERNAL, parts, facts));
        }
    }

    private void write(Happening happening, UUID branch) {
        timeline.write(happening);
        live.tell(Live.ofBranch("assets", happening.about().getFirst().id(), branch));
    }
}
