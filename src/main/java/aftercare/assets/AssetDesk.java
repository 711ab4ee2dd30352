package aftercare.assets;

import aftercare.customers.CustomerDesk;
import aftercare.customers.CustomerEvent;
import aftercare.customers.CustomerFacts;
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
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Products, projects and devices: whoever may change them does it here, and other modules ask here. */
@Service
@Transactional
class AssetDesk {

    private final AssetStore assets;
    private final AssetQueries queries;
    private final TreeStore tree;
    private final CustomerDesk customers;
    private final Timeline timeline;
    private final LiveUpdates live;
    private final Numbers numbers;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    AssetDesk(AssetStore assets, AssetQueries queries, TreeStore tree, CustomerDesk customers, Timeline timeline, LiveUpdates live, Numbers numbers,
              ApplicationEventPublisher events, Clock clock) {
        this.assets = assets;
        this.queries = queries;
        this.tree = tree;
        this.customers = customers;
        this.timeline = timeline;
        this.live = live;
        this.numbers = numbers;
        this.events = events;
        this.clock = clock;
    }

    // ---- Products -----------------------------------------------------------------------------------------------------

    UUID addProduct(Product.Draft draft) {
        var product = new Product(Ids.next(), draft, true, 0);
        assets.add(product);
        live.tell(Live.ofBranch("assets", product.id(), null));
        return product.id();
    }

    void changeProduct(UUID id, Product.Draft draft, boolean active, int version) {
        assets.product(id).orElseThrow(() -> noProduct(id));
        assets.save(new Product(id, draft, active, version));
        live.tell(Live.ofBranch("assets", id, null));
    }

    // ---- Projects -----------------------------------------------------------------------------------------------------

    ProjectId addProject(Project.Draft draft, Scope scope) {
        owner(draft.customer(), scope);
        scope.require(Permission.ASSETS_EDIT, draft.branch(), null, draft.customer().value());
        var project = new Project(ProjectId.next(), numbers.next("P", "assets.project_number"), draft, null, clock.instant(), 0);
        assets.add(project);
        write("assets.project-created", project, Actor.of(scope), Map.of("number", project.number(), "name", draft.name()));
        return project.id();
    }

    void changeProject(ProjectId id, Project.Draft draft, int version, Scope scope) {
        var before = mine(id, scope);
        if (!draft.customer().equals(before.draft().customer())) {
            owner(draft.customer(), scope);
            if (queries.hasDevices(id)) {
                throw new Refusal.Conflict("assets.project-has-devices", "the devices of project %s belong to its customer; move them first"
                        .formatted(before.number()), Map.of("project", before.number()));
            }
        }
        if (!draft.branch().equals(before.draft().branch())) {
            scope.require(Permission.ASSETS_EDIT, draft.branch(), null, draft.customer().value());
        }
        var changes = before.draft().changesTo(draft);
        assets.save(new Project(id, before.number(), draft, before.acceptedOn(), before.createdAt(), version));
        if (!changes.isEmpty()) {
            write("assets.project-changed", before.changed(draft), Actor.of(scope), Map.of("fields", String.join(",", changes)));
        }
        if (changes.contains("warrantyMonths")) {
            follow(before, before.changed(draft), Actor.of(scope));
        }
    }

    /** Acceptance starts the warranty of the project's devices; a corrected date moves it, none takes it back. */
    void acceptProject(ProjectId id, @Nullable LocalDate on, int warrantyMonths, int version, Scope scope) {
        var before = mine(id, scope);
        var today = LocalDate.ofInstant(clock.instant(), queries.zone(before.draft().branch()));
        var after = before.accepted(on, warrantyMonths, today);
        assets.save(new Project(id, after.number(), after.draft(), on, after.createdAt(), version));
        follow(before, after, Actor.of(scope));
    }

    private void follow(Project before, Project after, Actor actor) {
        var followed = assets.followAcceptance(after.id(), before.acceptedOn(), after.acceptedOn(), after.draft().warrantyMonths());
        events.publishEvent(new ProjectWarrantyMoved(after.id().value(),
                after.acceptedOn() == null ? null : Warranty.of(after.acceptedOn(), after.draft().warrantyMonths()).until(), actor, clock.instant()));
        var happening = after.acceptedOn() == null
                ? Happening.internal("assets.acceptance-withdrawn", clock.instant(), actor, Map.of("project", after.draft().name(), "devices", followed.size()))
                : Happening.visible("assets.project-accepted", clock.instant(), actor, Map.of("project", after.draft().name(),
                        "on", after.acceptedOn().toString(), "months", after.draft().warrantyMonths(), "devices", followed.size()));
        var about = new ArrayList<Subject>(List.of(after.id().subject(), after.draft().customer().subject()));
        followed.forEach(device -> about.add(device.subject()));
        timeline.write(new Happening(happening.kind(), happening.at(), actor, happening.visibility(), about, happening.facts()));
        live.tell(Live.ofBranch("assets", after.id().value(), after.draft().branch()));
    }

    @Transactional(readOnly = true)
    Timeline.Page timeline(ProjectId id, Timeline.@Nullable Position after, Scope scope) {
        visible(id, scope);
        return timeline.of(id.subject(), false, after, 30);
    }

    // ---- Devices ------------------------------------------------------------------------------------------------------

    DeviceId addDevice(Device.Draft draft, Scope scope) {
        var whole = checked(draft, null, null, scope);
        var device = new Device(DeviceId.next(), numbers.next("D", "assets.device_number"), whole, DeviceState.IN_USE, QrToken.next(), clock.instant(), 0);
        assets.add(device);
        write("assets.device-added", device, Actor.of(scope), Map.of("number", device.number(), "serial", whole.serial()));
        return device.id();
    }

    void changeDevice(DeviceId id, Device.Draft draft, int version, Scope scope) {
        var before = mine(id, scope);
        var whole = checked(draft, before.draft(), id, scope);
        var changes = before.draft().changesTo(whole);
        var elsewhere = changes.contains("customer") || changes.contains("site") || changes.contains("project");
        if (elsewhere && tree.seat(id).parent() != null) {
            throw new Refusal.Conflict("assets.part-stands-with-parent", "device %s is part of another one and stands where that stands; move it out first"
                    .formatted(before.number()), Map.of("number", before.number()));
        }
        assets.save(new Device(id, before.number(), whole, before.state(), before.qrToken(), before.createdAt(), version));
        if (elsewhere || changes.contains("branch")) {
            tree.carryAlong(id, elsewhere);
        }
        if (!changes.isEmpty()) {
            var happening = Happening.internal("assets.device-changed", clock.instant(), Actor.of(scope), facts(before.draft(), whole, changes))
                    .about(id.subject());
            if (changes.contains("customer")) {
                happening = happening.about(before.draft().customer().subject()).about(whole.customer().subject());
                live.tell(Live.ofBranch("assets", id.value(), before.draft().branch()));
            }
            timeline.write(happening);
            live.tell(Live.ofBranch("assets", id.value(), whole.branch()));
        }
    }

    /** What has changed, and for what people ask about later also from what to what. */
    private static Map<String, String> facts(Device.Draft before, Device.Draft after, List<String> changes) {
        var facts = new HashMap<String, String>();
        facts.put("fields", String.join(",", changes));
        BiConsumer<String, Function<Device.Draft, @Nullable Object>> both = (field, of) -> {
            if (changes.contains(field)) {
                facts.put(field + "Before", String.valueOf(Objects.requireNonNullElse(of.apply(before), "")));
                facts.put(field, String.valueOf(Objects.requireNonNullElse(of.apply(after), "")));
            }
        };
        both.accept("serial", Device.Draft::serial);
        both.accept("location", Device.Draft::location);
        both.accept("acceptedOn", Device.Draft::acceptedOn);
        both.accept("warrantyMonths", Device.Draft::warrantyMonths);
        return facts;
    }

    /** The old label opens nothing from now on; for labels that were photographed or fell into wrong hands. */
    void renewQr(DeviceId id, Scope scope) {
        var after = mine(id, scope).labelled(QrToken.next());
        assets.save(after);
        write("assets.qr-renewed", after, Actor.of(scope), Map.of());
    }

    @Transactional(readOnly = true)
    Timeline.Page timeline(DeviceId id, Timeline.@Nullable Position after, Scope scope) {
        visible(id, scope);
        return timeline.of(id.subject(), false, after, 30);
    }

    /** The draft with what follows from it, once everything it names exists, fits together and may be used. */
    Device.Draft checked(Device.Draft draft, Device.@Nullable Draft before, @Nullable DeviceId id, Scope scope) {
        if (before == null || !draft.customer().equals(before.customer())) {
            owner(draft.customer(), scope);
        }
        if (before == null || !draft.branch().equals(before.branch())) {
            scope.require(Permission.ASSETS_EDIT, draft.branch(), null, draft.customer().value());
        }
        var product = assets.product(draft.product()).orElseThrow(() -> noProduct(draft.product()));
        assets.taken(draft, id).ifPresent(other -> {
            throw new Refusal.Conflict("assets.serial-taken", "serial number %s belongs to device %s, %s".formatted(draft.serial(), other.number(), other.name()),
                    Map.of("serial", draft.serial(), "number", other.number(), "name", other.name()));
        });
        if (!product.active() && (before == null || !draft.product().equals(before.product()))) {
            throw new Refusal.Conflict("assets.product-inactive", "product %s is no longer used".formatted(product.draft().model()),
                    Map.of("model", product.draft().model()));
        }
        if (draft.site() != null && customers.site(draft.site()).filter(site -> site.customer().equals(draft.customer())).isEmpty()) {
            throw new Refusal.Broken("assets.site-of-another", "the site does not belong to the device's customer", Map.of());
        }
        if (draft.project() == null) {
            return draft;
        }
        var project = assets.find(draft.project()).filter(found -> found.draft().customer().equals(draft.customer()))
                .orElseThrow(() -> new Refusal.Broken("assets.project-of-another", "the project does not belong to the device's customer", Map.of()));
        var joins = before == null || !draft.project().equals(before.project());
        return joins && draft.acceptedOn() == null ? draft.acceptedWith(project.acceptedOn()) : draft;
    }

    // ---- Following others ---------------------------------------------------------------------------------------------

    @EventListener
    void on(CustomerEvent.MovedToBranch moved) {
        tree.systemsToBranch(moved.customer(), moved.from(), moved.to());
        var devices = assets.moveToBranch(moved.customer(), moved.from(), moved.to());
        live.tell(Live.ofBranch("assets", null, moved.from()));
        live.tell(Live.ofBranch("assets", null, moved.to()));
        if (!devices.isEmpty()) {
            timeline.write(new Happening("assets.devices-moved-branch", moved.at(), Actor.SYSTEM, Happening.Visibility.INTERNAL,
                    devices.stream().map(DeviceId::subject).toList(), Map.of("devices", devices.size())));
        }
    }

    // ---- Who may --------------------------------------------------------------------------------------------------------

    CustomerFacts owner(CustomerId customer, Scope scope) {
        return customers.customer(customer).filter(found -> scope.reach(Permission.ASSETS_EDIT).covers(found.branchId(), null, customer.value()))
                .orElseThrow(() -> new Refusal.Broken("assets.no-such-customer", "there is no customer %s".formatted(customer), Map.of()));
    }

    Project mine(ProjectId id, Scope scope) {
        var project = visible(id, scope);
        scope.require(Permission.ASSETS_EDIT, project.draft().branch(), null, project.draft().customer().value());
        return project;
    }

    private Project visible(ProjectId id, Scope scope) {
        return assets.find(id)
                .filter(found -> scope.reach(Permission.ASSETS_READ).covers(found.draft().branch(), null, found.draft().customer().value()))
                .orElseThrow(() -> noProject(id.value()));
    }

    Device mine(DeviceId id, Scope scope) {
        var device = visible(id, scope);
        scope.require(Permission.ASSETS_EDIT, device.draft().branch(), null, device.draft().customer().value());
        return device;
    }

    /** For what whoever stands before a device may write down about it. */
    Device noted(DeviceId id, Scope scope) {
        var device = visible(id, scope);
        var draft = device.draft();
        if (!scope.reach(Permission.FIELDWORK_PERFORM).covers(draft.branch(), null, draft.customer().value())) {
            scope.require(Permission.ASSETS_EDIT, draft.branch(), null, draft.customer().value());
        }
        return device;
    }

    Device visible(DeviceId id, Scope scope) {
        return assets.find(id)
                .filter(found -> scope.reach(Permission.ASSETS_READ).covers(found.draft().branch(), null, found.draft().customer().value()))
                .orElseThrow(() -> noDevice(id.value()));
    }

    static Refusal.Missing noProduct(UUID id) {
        return new Refusal.Missing("assets.no-such-product", "there is no product %s".formatted(id), Map.of());
    }

    static Refusal.Missing noProject(UUID id) {
        return new Refusal.Missing("assets.no-such-project", "there is no project %s".formatted(id), Map.of());
    }

    static Refusal.Missing noDevice(UUID id) {
        return new Refusal.Missing("assets.no-such-device", "there is no device %s".formatted(id), Map.of());
    }

    private void write(String kind, Project project, Actor actor, Map<String, ?> facts) {
        timeline.write(Happening.internal(kind, clock.instant(), actor, facts).about(project.id().subject()).about(project.draft().customer().subject()));
        live.tell(Live.ofBranch("assets", project.id().value(), project.draft().branch()));
    }

    private void write(String kind, Device device, Actor actor, Map<String, ?> facts) {
        timeline.write(Happening.internal(kind, clock.instant(), actor, facts).about(device.id().subject()));
        live.tell(Live.ofBranch("assets", device.id().value(), device.draft().branch()));
    }
}
