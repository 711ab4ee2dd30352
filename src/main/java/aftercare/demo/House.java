package aftercare.demo;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The company as it stands: branches, people, customers and what was installed for them. */
final class House {

    static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    record Branch(UUID id, String code, String name, String address, String phone) {}

    record Partner(UUID id, String code, UUID branch, String name) {}

    /** Anybody with a sign-in who works here. */
    record Staff(UUID id, String login, String name, List<String> roles, @Nullable Branch branch, @Nullable Partner partner) {}

    record Engineer(UUID id, String login, String name, String phone, Branch branch, @Nullable Partner partner, double lng, double lat,
                    Map<String, Integer> skills) {}

    record Contact(String name, String title, String phone, String email) {}

    record Site(UUID id, String name, String region, String address, double lng, double lat) {}

    record Customer(UUID id, String name, String shortName, String kind, String tier, Branch branch, @Nullable Partner partner,
                    List<Contact> contacts, List<Site> sites) {

        /** Code of the partner, or of the branch where there is none. */
        String lookedAfterBy() {
            return partner == null ? branch.code() : partner.code();
        }
    }

    record Project(UUID id, String name) {}

    /** @param trouble how often it breaks compared with its like */
    record Device(UUID id, String number, String serial, Customer customer, Site site, Project project, Script.Product product, int ordinal,
                  String name, String location, @Nullable LocalDate acceptedOn, @Nullable LocalDate warrantyUntil, double trouble) {

        /** The location without the building, as people say it. */
        String spot() {
            var blank = location.lastIndexOf(' ');
            return blank < 0 ? location : location.substring(blank + 1);
        }
    }

    final Map<String, Branch> branches = new LinkedHashMap<>();
    final Map<String, Partner> partners = new LinkedHashMap<>();
    final Map<String, Staff> staff = new LinkedHashMap<>();
    final List<Engineer> engineers = new ArrayList<>();
    final List<Customer> customers = new ArrayList<>();
    final List<Device> devices = new ArrayList<>();

    private final Script script;
    private final Chance chance;
    private final Rows rows;
    private final LocalDate today;
    private final Map<String, Script.Product> products = new HashMap<>();
    private final Map<String, UUID> productIds = new HashMap<>();

    /** Founded eight years before the first day that is told. */
    House(Script script, Chance chance, Rows rows, Instant now, String passwordHash) {
        this.script = script;
        this.chance = chance;
        this.rows = rows;
        this.today = now.atZone(ZONE).toLocalDate();
        var founded = today.minusYears(8).atTime(LocalTime.of(9, 0)).atZone(ZONE).toInstant();
        branches(founded);
        products(founded);
        script.customers().forEach(this::customer);
        staff(founded, passwordHash);
        engineers(founded, passwordHash);
    }

    private void branches(Instant founded) {
        for (var branch : script.company().branches()) {
            var id = chance.id(founded);
            branches.put(branch.code(), new Branch(id, branch.code(), branch.name(), branch.address(), branch.phone()));
            rows.add("identity.branch (id, code, name, region_code, address, phone, lng, lat)",
                    id, branch.code(), branch.name(), branch.region(), branch.address(), branch.phone(), branch.lng(), branch.lat());
        }
        for (var partner : script.company().partners()) {
            var id = chance.id(founded);
            var branch = branch(partner.branch());
            partners.put(partner.code(), new Partner(id, partner.code(), branch.id(), partner.name()));
            rows.add("identity.partner (id, branch_id, name, phone)", id, branch.id(), partner.name(), partner.phone());
        }
    }

    private void products(Instant founded) {
        for (var product : script.products()) {
            var id = chance.id(founded);
            products.put(product.model(), product);
            productIds.put(product.model(), id);
            rows.add("assets.product (id, maker, model, name, category, warranty_months)",
                    id, product.maker(), product.model(), product.name(), product.kind(), product.warranty());
        }
    }

    private void customer(Script.Customer customer) {
        var branch = branch(customer.branch());
        var first = customer.projects().stream().map(Script.Project::accepted).filter(months -> months != null).mapToInt(Integer::intValue).max().orElse(0);
        var since = at(today.minusMonths(first + 9L));
        var id = chance.id(since);
        var contacts = new ArrayList<Contact>();
        var number = 1001 + customers.stream().mapToInt(c -> c.contacts().size()).sum();
        for (var contact : customer.contacts()) {
            contacts.add(new Contact(contact.name(), contact.title(), "1380000" + (number + contacts.size()),
                    contact.mailbox() + "@" + customer.slug() + ".example.cn"));
        }
        rows.add("customers.customer (id, number, name, kind, tier, branch_id, phone, email, created_at)",
                id, "C-%d-%06d".formatted(since.atZone(ZONE).getYear(), customers.size() + 1), customer.name(), "COMPANY", customer.tier(),
                branch.id(), contacts.getFirst().phone(), contacts.getFirst().email(), since);
        for (var contact : contacts) {
            rows.add("customers.contact (id, customer_id, name, title, phone, email, is_primary)",
                    chance.id(since), id, contact.name(), contact.title(), contact.phone(), contact.email(), contact == contacts.getFirst());
        }
        var sites = new ArrayList<Site>();
        for (var site : customer.sites()) {
            var siteId = chance.id(since);
            sites.add(new Site(siteId, site.name(), site.region(), site.address(), site.lng(), site.lat()));
            rows.add("customers.site (id, customer_id, name, region_code, address, lng, lat)",
                    siteId, id, site.name(), site.region(), site.address(), site.lng(), site.lat());
        }
        var made = new Customer(id, customer.name(), customer.shortName(), customer.kind(), customer.tier(), branch,
                customer.partner() == null ? null : partners.get(customer.partner()), contacts, sites);
        customers.add(made);
        customer.projects().forEach(project -> project(made, project));
    }

    private void project(Customer customer, Script.Project project) {
        var accepted = project.accepted() == null ? null : today.minusMonths(project.accepted()).minusDays(chance.between(0, 12));
        var begun = at((accepted == null ? today : accepted).minusMonths(4).minusDays(chance.between(3, 40)));
        var id = chance.id(begun);
        rows.add("assets.project (id, number, name, customer_id, branch_id, accepted_on, warranty_months, created_at)",
                id, "P-%d-%06d".formatted(begun.atZone(ZONE).getYear(), ++projects), project.name(), customer.id(), customer.branch().id(),
                accepted, project.warranty(), begun);
        var site = customer.sites().get(project.site());
        project.devices().forEach((model, count) -> {
            var product = products.get(model);
            if (product == null) {
                throw new IllegalArgumentException("%s lists an unknown model %s".formatted(project.name(), model));
            }
            for (int n = 1; n <= count; n++) {
                device(customer, site, new Project(id, project.name()), accepted, project.warranty(), begun, product, n);
            }
        });
    }

    private int projects;

    private void device(Customer customer, Site site, Project project, @Nullable LocalDate accepted, int warranty, Instant begun,
                        Script.Product product, int ordinal) {
        // Civil Code, articles 201 and 202: the day of the month on which it began still counts.
        var until = accepted == null ? null : accepted.plusMonths(warranty).plusDays(1);
        var installed = (accepted == null ? today : accepted).minusDays(chance.between(20, 70));
        var created = accepted == null ? begun : at(accepted);
        var id = chance.id(created);
        var count = deviceCount() + 1;
        var number = "D-%d-%06d".formatted(created.atZone(ZONE).getYear(), count);
        var name = product.device().replace("<n>", Integer.toString(ordinal));
        var serial = "%s%02d%02d%05d".formatted(product.serial(), installed.getYear() % 100, installed.getMonthValue(), 10000 + count * 37 % 80000);
        var location = location(customer, product);
        var old = accepted != null && accepted.isBefore(today.minusMonths(42));
        var state = old && chance.happens(0.04) ? "SCRAPPED" : old && chance.happens(0.04) ? "STOPPED" : "IN_USE";
        rows.add("assets.device (id, number, customer_id, branch_id, site_id, project_id, product_id, serial, name, location, installed_on,"
                        + " accepted_on, warranty_until, state, qr_token, created_at)",
                id, number, customer.id(), customer.branch().id(), site.id(), project.id(),
                productIds.get(product.model()), serial, name, location, installed, accepted, until, state, chance.token(22), created);
        if (!state.equals("SCRAPPED")) {
            devices.add(new Device(id, number, serial, customer, site, project, product, ordinal, name, location, accepted, until,
                    chance.happens(0.07) ? chance.between(4.0, 9.0) : chance.between(0.5, 1.5)));
        } else {
            scrapped++;
        }
    }

    private int scrapped;

    private String location(Customer customer, Script.Product product) {
        var spots = script.places().spots();
        var here = spots.getOrDefault(product.category() + "-" + product.model(), spots.getOrDefault(product.category(), List.of()));
        var spot = chance.one(here);
        return product.category().equals("parking") || product.category().equals("charger")
                ? spot
                : chance.one(script.places().buildings().get(customer.kind())) + " " + spot;
    }

    private void staff(Instant founded, String passwordHash) {
        for (var user : script.company().users()) {
            var id = chance.id(founded);
            var branch = user.branch().equals("*") ? null : branch(user.branch());
            var customer = user.customer() == null ? null
                    : customers.stream().filter(c -> c.shortName().equals(user.customer())).findFirst().orElseThrow();
            var partner = user.partner() == null ? null : partner(user.partner());
            staff.put(user.login(), new Staff(id, user.login(), user.name(), user.roles(), branch, partner));
            user(founded, passwordHash, id, user.login(), user.name(), user.phone(), partner == null ? null : partner.id(), customer == null ? null : customer.id());
            for (var role : user.roles()) {
                rows.add("identity.membership (user_id, role, branch_id)", id, role, branch == null ? null : branch.id());
            }
        }
    }

    private void engineers(Instant founded, String passwordHash) {
        for (var engineer : script.company().engineers()) {
            var id = chance.id(founded);
            var branch = branch(engineer.branch());
            var partner = engineer.partner() == null ? null : partner(engineer.partner());
            engineers.add(new Engineer(id, engineer.login(), engineer.name(), engineer.phone(), branch, partner, engineer.lng(), engineer.lat(),
                    engineer.skills()));
            user(founded, passwordHash, id, engineer.login(), engineer.name(), engineer.phone(), partner == null ? null : partner.id(), null);
            rows.add("identity.membership (user_id, role, branch_id)", id, "ENGINEER", branch.id());
            rows.add("dispatch.engineer (user_id, branch_id, partner_id, home_lng, home_lat, languages, areas)",
                    id, branch.id(), partner == null ? null : partner.id(), engineer.lng(), engineer.lat(), engineer.languages(),
                    engineer.areas());
            engineer.skills().forEach((skill, level) -> rows.add("dispatch.engineer_skill (user_id, skill, level)", id, skill, level));
            engineer.carries().forEach((equipment, pieces) -> rows.add("dispatch.engineer_equipment (user_id, equipment, pieces)", id, equipment, pieces));
        }
    }

    private void user(Instant founded, String passwordHash, UUID id, String login, String name, String phone, @Nullable UUID partner,
                      @Nullable UUID customer) {
        rows.add("identity.app_user (id, login, name, phone, email, password_hash, partner_id, customer_id, created_at)",
                id, login, name, phone, login + "@" + script.company().mail(), passwordHash, partner, customer, founded);
    }

    Branch branch(String code) {
        return known(branches.get(code), code);
    }

    private Partner partner(String code) {
        return known(partners.get(code), code);
    }

    int deviceCount() {
        return devices.size() + scrapped;
    }

    int projectCount() {
        return projects;
    }

    private static <T> T known(@Nullable T value, String name) {
        if (value == null) {
            throw new IllegalArgumentException("the script speaks of an unknown " + name);
        }
        return value;
    }

    private static Instant at(LocalDate day) {
        return day.atTime(10, 0).atZone(ZONE).toInstant();
    }
}
