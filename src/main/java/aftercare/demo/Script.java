package aftercare.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What the demo company is made of, as read from its files. */
record Script(Company company, List<Product> products, List<Customer> customers, Places places, List<Fault> faults,
              List<Question> questions, Remarks remarks) {

    record Company(String name, String mail, List<Branch> branches, List<Partner> partners, List<User> users,
                   List<Engineer> engineers) {}

    record Branch(String code, String name, String region, String address, String phone, double lng, double lat) {}

    record Partner(String code, String branch, String name, String phone) {}

    record User(String login, String name, List<String> roles, String branch, String phone, @Nullable String partner,
                @Nullable String customer) {}

    record Engineer(String login, String name, String branch, String phone, double lng, double lat, @Nullable String partner,
                    Map<String, Integer> skills, List<String> languages, List<String> areas, Map<String, Integer> carries) {}

    record Product(String model, String maker, String kind, String category, String name, int warranty, String device, String serial) {}

    record Customer(String name, String shortName, String slug, String kind, String branch, @Nullable String partner, String tier,
                    List<Contact> contacts, List<Site> sites, List<Project> projects) {}

    record Contact(String name, String title, String mailbox) {}

    record Site(String name, String region, String address, double lng, double lat) {}

    /** @param accepted months ago; null while acceptance is open */
    record Project(String name, int site, @Nullable Integer accepted, int warranty, Map<String, Integer> devices) {}

    record Places(Map<String, List<String>> buildings, Map<String, List<String>> spots) {}

    /** How a thing breaks, what people say about it and what helps. */
    record Fault(String id, String category, String title, List<String> models, List<String> says, List<Integer> severity, int weight,
                 String season, String part, String cause, Codes codes, List<String> found, List<String> done,
                 List<PartUsed> parts, int minutesFrom, int minutesTo, String advice, double remote, boolean repeats, Charge charge) {}

    /** Codes of the product's own fault trees. */
    record Codes(String symptom, String cause, String responsibility) {}

    record PartUsed(String name, int quantity) {}

    /** Who pays when the warranty runs. */
    enum Charge { WARRANTY, MISUSE, DAMAGE, CONSUMABLE }

    record Question(String id, String category, String title, List<String> says, List<String> answers, int weight, String season) {}

    /** Why a case waits: for whom, in words, and what ended it. */
    record Wait(String whom, String reason, String over) {}

    record Remarks(Map<String, List<String>> openers, Map<String, List<String>> closers, List<String> doors,
                   Map<String, List<String>> praise, Map<String, List<String>> grumble, Map<String, List<String>> complaint,
                   List<String> happy, List<String> middling, List<String> angry, List<String> publicNotes, List<String> internalNotes, List<Wait> waiting,
                   List<String> cancel, List<String> rejected, Map<String, List<String>> entitlement, List<String> opinions,
                   List<String> times, List<String> since, Map<String, List<String>> staff, Map<String, List<String>> when,
                   Map<String, String> critical) {}

    private static final List<String> CATEGORIES =
            List.of("video", "access", "parking", "hvac", "ups", "lift", "charger", "pump", "network", "power");

    static Script read() {
        var faults = new ArrayList<Fault>();
        for (var category : CATEGORIES) {
            Node.list(yaml("stories/" + category)).forEach(node -> faults.add(fault(category, node)));
        }
        return new Script(readCompany(), Node.list(yaml("products")).stream().map(Script::product).toList(),
                Node.list(yaml("customers")).stream().map(Script::customer).toList(), places(new Node(yaml("places"))), faults,
                Node.list(yaml("questions")).stream().map(Script::question).toList(), remarks(new Node(yaml("remarks"))));
    }

    static Company readCompany() {
        return company(new Node(yaml("company")));
    }

    private static Company company(Node node) {
        return new Company(node.text("name"), node.text("mail"),
                node.nodes("branches").stream().map(b -> new Branch(b.text("code"), b.text("name"), b.text("region"), b.text("address"),
                        b.text("phone"), b.number("lng"), b.number("lat"))).toList(),
                node.nodes("partners").stream().map(p -> new Partner(p.text("code"), p.text("branch"), p.text("name"), p.text("phone"))).toList(),
                node.nodes("users").stream().map(u -> new User(u.text("login"), u.text("name"), u.texts("roles"), u.text("branch"),
                        u.text("phone"), u.maybe("partner"), u.maybe("customer"))).toList(),
                node.nodes("engineers").stream().map(e -> new Engineer(e.text("login"), e.text("name"), e.text("branch"), e.text("phone"),
                        e.number("lng"), e.number("lat"), e.maybe("partner"), e.counts("skills"), e.texts("languages"),
                        e.texts("areas"), e.counts("carries"))).toList());
    }

    private static Product product(Node node) {
        return new Product(node.text("model"), node.text("maker"), node.text("kind"), node.text("category"), node.text("name"), node.count("warranty"),
                node.text("device"), node.text("serial"));
    }

    private static Customer customer(Node node) {
        return new Customer(node.text("name"), node.text("short"), node.text("slug"), node.text("kind"), node.text("branch"),
                node.maybe("partner"), node.text("tier"),
                node.rows("contacts").stream().map(row -> new Contact(row.get(0), row.get(1), row.get(2))).toList(),
                node.rows("sites").stream().map(row -> new Site(row.get(0), row.get(1), row.get(2), Double.parseDouble(row.get(3)),
                        Double.parseDouble(row.get(4)))).toList(),
                node.nodes("projects").stream().map(p -> new Project(p.text("name"), p.count("site"),
                        p.maybe("accepted") == null ? null : Integer.valueOf(p.count("accepted")), p.count("warranty"), p.counts("devices"))).toList());
    }

    private static Places places(Node node) {
        return new Places(node.textLists("buildings"), node.textLists("spots"));
    }

    private static Fault fault(String category, Node node) {
        var minutes = node.text("minutes").split("-");
        var severity = node.isList("severity") ? node.texts("severity").stream().map(Integer::valueOf).toList() : List.of(node.count("severity"));
        return new Fault(node.text("id"), category, node.text("title"), node.texts("models"), node.texts("says"), severity,
                node.count("weight"), node.text("season"), node.text("part"), node.text("cause"),
                new Codes(node.texts("codes").get(0), node.texts("codes").get(1), node.texts("codes").get(2)),
                node.texts("found"), node.texts("done"), node.texts("parts").stream().map(Script::partUsed).toList(),
                Integer.parseInt(minutes[0]), Integer.parseInt(minutes[1]), node.text("advice"),
                node.maybe("remote") == null ? 0 : node.number("remote"), "true".equals(node.maybe("repeats")),
                node.maybe("charge") == null ? Charge.WARRANTY : Charge.valueOf(node.text("charge").toUpperCase()));
    }

    private static PartUsed partUsed(String text) {
        var at = text.lastIndexOf('×');
        return new PartUsed(text.substring(0, at), Integer.parseInt(text.substring(at + 1)));
    }

    private static Question question(Node node) {
        return new Question(node.text("id"), node.text("category"), node.text("title"), node.texts("says"), node.texts("answer"),
                node.count("weight"), node.maybe("season") == null ? "flat" : node.text("season"));
    }

    private static Remarks remarks(Node node) {
        return new Remarks(node.textLists("openers"), node.textLists("closers"), node.texts("doors"), node.textLists("praise"),
                node.textLists("grumble"), node.textLists("complaint"), node.texts("happy"),
                node.texts("middling"), node.texts("angry"), node.texts("public_notes"), node.texts("internal_notes"),
                node.rows("waiting").stream().map(row -> new Wait(row.get(0), row.get(1), row.get(2))).toList(), node.texts("cancel"),
                node.texts("rejected"), node.textLists("entitlement"), node.texts("opinions"), node.texts("times"), node.texts("since"),
                node.textLists("staff"), node.textLists("when"), node.textMap("critical"));
    }

    private static Object yaml(String name) {
        try (var in = new ClassPathResource("aftercare/demo/" + name + ".yaml").getInputStream()) {
            return new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A mapping in a file; a missing or misspelt key is an error that names itself. */
    private record Node(Map<?, ?> values) {

        Node(Object value) {
            this((Map<?, ?>) value);
        }

        static List<Node> list(Object value) {
            return ((List<?>) value).stream().map(Node::new).toList();
        }

        @Nullable String maybe(String key) {
            var value = values.get(key);
            return value == null ? null : value.toString();
        }

        String text(String key) {
            return get(key).toString();
        }

        int count(String key) {
            return ((Number) get(key)).intValue();
        }

        double number(String key) {
            return ((Number) get(key)).doubleValue();
        }

        boolean isList(String key) {
            return get(key) instanceof List;
        }

        List<String> texts(String key) {
            return strings(get(key));
        }

        List<List<String>> rows(String key) {
            return ((List<?>) get(key)).stream().map(Node::strings).toList();
        }

        List<Node> nodes(String key) {
            return list(get(key));
        }

        Map<String, List<String>> textLists(String key) {
            var lists = new LinkedHashMap<String, List<String>>();
            ((Map<?, ?>) get(key)).forEach((name, list) -> lists.put(name.toString(), strings(list)));
            return lists;
        }

        Map<String, String> textMap(String key) {
            var texts = new LinkedHashMap<String, String>();
            ((Map<?, ?>) get(key)).forEach((name, text) -> texts.put(name.toString(), text.toString()));
            return texts;
        }

        Map<String, Integer> counts(String key) {
            var counts = new LinkedHashMap<String, Integer>();
            ((Map<?, ?>) get(key)).forEach((name, count) -> counts.put(name.toString(), ((Number) count).intValue()));
            return counts;
        }

        private Object get(String key) {
            var value = values.get(key);
            if (value == null) {
                throw new IllegalArgumentException("%s has no '%s'".formatted(values.get("id") == null ? values.keySet() : values.get("id"), key));
            }
            return value;
        }

        private static List<String> strings(Object list) {
            return ((List<?>) list).stream().map(value -> value == null ? "" : value.toString()).toList();
        }
    }
}
