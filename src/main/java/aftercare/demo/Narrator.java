package aftercare.demo;

import aftercare.promises.PromiseHistory;
import aftercare.promises.StartPromises;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Finds the words for a case, and opens it. */
final class Narrator {

    private static final List<String> CHANNELS = List.of("PHONE", "PORTAL", "QR", "EMAIL", "CHAT", "COLLEAGUE", "VISIT");
    private static final Map<String, Double> CHANNEL_SHARES =
            Map.of("PHONE", .52, "PORTAL", .17, "QR", .18, "EMAIL", .04, "CHAT", .04, "COLLEAGUE", .03, "VISIT", .02);

    private static final Pattern NEW_PARTS = Pattern.compile("更换|加装|换新|重做|充注|熔接|压接");

    private final Script script;
    private final House house;
    private final Chance chance;
    private final Phrases phrases;
    private final PromiseHistory history;
    private int cases;

    Narrator(Script script, House house, Chance chance, PromiseHistory history) {
        this.script = script;
        this.house = house;
        this.chance = chance;
        this.phrases = new Phrases(chance);
        this.history = history;
    }

    /** What a case is going to be about: a fault of a device, or a question. */
    record Matter(House.Device device, Script.@Nullable Fault fault, Script.@Nullable Question question) {

        String category() {
            return fault != null ? fault.category() : device.product().category();
        }
    }

    Episode open(Matter matter, Instant at, int severity, @Nullable String channel) {
        var device = matter.device();
        var customer = device.customer();
        var contact = chance.weighted(customer.contacts(), c -> c == customer.contacts().getFirst() ? 1.6 : 1);
        var by = channel != null ? channel : chance.weighted(CHANNELS, CHANNEL_SHARES::get);
        var values = values(device, contact, at);
        var fault = matter.fault();
        var question = matter.question();
        var report = fault != null
                ? new Episode.Report("repair", by, severity, subject(fault.title(), device, values), said(fault.says(), severity, by, true, customer, values),
                        fault.codes().symptom())
                : new Episode.Report("question", by, severity, phrases.fill(Objects.requireNonNull(question).title(), values),
                        said(question.says(), severity, by, false, customer, values), chance.happens(0.5) ? "sym-usage-operate" : "sym-usage-config");
        var about = new Episode.About(customer, contact, device, device.site());
        var decision = firstDecision(device, at.atZone(House.ZONE).toLocalDate());
        var id = chance.id(at);
        var number = "SO-%d-%06d".formatted(at.atZone(House.ZONE).getYear(), ++cases);
        var promises = history.begin(StartPromises.all(new aftercare.kernel.Subject("case", id), Map.of("kind", report.kind(), "severity",
                Integer.toString(severity), "tier", customer.tier(), "entitlement", decision.entitlement(), "channel", by),
                customer.branch().id(), null, number + " " + report.subject(), at).to(customer.id()), () -> chance.id(at));
        return new Episode(id, number, chance.token(32), about, report, decision, at, openedBy(by, contact), promises);
    }

    int cases() {
        return cases;
    }

    private Episode.Who openedBy(String channel, House.Contact contact) {
        return switch (channel) {
            case "PHONE", "EMAIL", "CHAT" -> Episode.Who.of(agent());
            case "COLLEAGUE", "VISIT" -> Episode.Who.of(chance.one(house.engineers));
            default -> house.staff.values().stream().filter(s -> s.name().equals(contact.name()) && channel.equals("PORTAL")).findFirst()
                    .map(Episode.Who::of).orElseGet(() -> Episode.Who.of(contact));
        };
    }

    House.Staff agent() {
        return staff(chance.weighted(List.of("desk", "desk2", "desk3"), login -> login.equals("desk") ? 2 : 1));
    }

    House.Staff staff(String login) {
        return Objects.requireNonNull(house.staff.get(login), login);
    }

    House.Staff dispatcher(House.Branch branch) {
        return staff(branch.code().equals("HZ") ? "dispatch" : "dispatch-" + branch.code().toLowerCase());
    }

    House.Staff manager(House.Branch branch) {
        return staff(branch.code().equals("HZ") ? "manager" : "manager-" + branch.code().toLowerCase());
    }

    /** As the product decides from the warranty alone. */
    private static Episode.Decision firstDecision(House.Device device, LocalDate on) {
        var until = device.warrantyUntil();
        if (until == null) {
            return new Episode.Decision("UNDECIDED", "cases.not-accepted", "", "{}", null);
        }
        var number = device.number();
        var last = until.minusDays(1);
        var facts = "{\"device\": \"%s\", \"until\": \"%s\"}".formatted(number, last);
        return on.isBefore(until)
                ? new Episode.Decision("FREE", "cases.within-warranty",
                        "设备 %s 在质保期内（至 %s）/ device %s is under warranty until %s".formatted(number, last, number, last), facts, null)
                : new Episode.Decision("CHARGEABLE", "cases.warranty-over",
                        "设备 %s 质保期已于 %s 届满 / the warranty of device %s ended on %s".formatted(number, last, number, last), facts, null);
    }

    /** The reason for a decision by hand. */
    String because(String why, Episode episode) {
        var device = episode.about.device();
        var values = values(Objects.requireNonNull(device), episode.about.contact(), episode.openedAt);
        return phrases.one(script.remarks().entitlement().get(why), episode.about.customer().kind(), values);
    }

    private String subject(String title, House.Device device, Map<String, String> values) {
        var full = new HashMap<>(values);
        full.put("loc", device.location());
        var text = phrases.fill(title, full);
        return title.contains("<") || chance.happens(0.4) ? text : device.location() + " " + text;
    }

    private String said(List<String> says, int severity, String channel, boolean repair, House.Customer customer, Map<String, String> values) {
        var remarks = script.remarks();
        var opener = !repair && channel.equals("QR") ? "" : phrases.fill(chance.one(remarks.openers().get(channel)), values);
        var mood = !repair ? "question" : severity == 1 ? "urgent" : severity == 4 ? "calm"
                : chance.happens(severity == 2 ? 0.45 : 0.04) ? "urgent" : "normal";
        return opener + phrases.one(says, customer.kind(), values) + phrases.fill(chance.one(remarks.closers().get(mood)), values);
    }

    /** What was found and what was done about it; on the phone other things are done than on the spot. */
    record Repair(String found, String done, List<Script.PartUsed> parts) {}

    Repair repair(Script.Fault fault, Episode episode, boolean remotely) {
        var fitting = IntStream.range(0, fault.done().size()).filter(i -> remote(fault.done().get(i)) == remotely).boxed().toList();
        var which = fitting.isEmpty() ? chance.between(0, fault.done().size() - 1) : chance.one(fitting);
        var values = values(episode);
        var done = phrases.fill(fault.done().get(which), values);
        return new Repair(phrases.fill(fault.found().get(Math.min(which, fault.found().size() - 1)), values), done,
                NEW_PARTS.matcher(done).find() ? fault.parts() : List.of());
    }

    /** In the customer's own words, 5 the best. */
    String opinion(int grade, Episode episode) {
        var remarks = script.remarks();
        var ready = grade >= 4 ? remarks.happy() : grade == 3 ? remarks.middling() : remarks.angry();
        if (chance.happens(0.35)) {
            return line(ready, episode);
        }
        var pieces = grade >= 4 ? remarks.praise() : grade == 3 ? remarks.grumble() : remarks.complaint();
        var text = line(pieces.get("first"), episode) + "，" + line(pieces.get("then"), episode);
        var last = pieces.get("last");
        return last != null && chance.happens(0.5) ? text + "，" + chance.one(last) + (chance.happens(0.3) ? "！" : "。")
                : text + (chance.happens(0.7) ? "。" : "");
    }

    private static boolean remote(String line) {
        return line.contains("远程") || line.contains("电话") || line.startsWith("指导");
    }

    String answer(Script.Question question, Episode episode) {
        return phrases.one(question.answers(), episode.about.customer().kind(), values(episode));
    }

    String line(List<String> lines, Episode episode) {
        return phrases.one(lines, episode.about.customer().kind(), values(episode));
    }

    String fill(String line, Episode episode) {
        return phrases.fill(line, values(episode));
    }

    Script.Remarks remarks() {
        return script.remarks();
    }

    private Map<String, String> values(Episode episode) {
        var values = values(Objects.requireNonNull(episode.about.device()), episode.about.contact(), episode.openedAt);
        values.put("engineer", episode.trips.isEmpty() ? "工程师" : episode.trips.getLast().slot.engineer().name().substring(0, 1));
        return values;
    }

    private Map<String, String> values(House.Device device, House.Contact contact, Instant at) {
        var remarks = script.remarks();
        var kind = device.customer().kind();
        var local = at.atZone(House.ZONE);
        var values = new HashMap<String, String>();
        values.put("loc", chance.happens(0.6) ? device.location() : device.spot());
        values.put("n", Integer.toString(device.ordinal()));
        values.put("contact", contact.name());
        values.put("title", contact.title());
        values.put("customer", device.customer().shortName());
        values.put("staff", chance.one(remarks.staff().get(kind)));
        values.put("since", chance.one(remarks.since()));
        values.put("times", chance.one(remarks.times()));
        values.put("door", chance.one(remarks.doors()));
        values.put("critical", remarks.critical().get(kind));
        values.put("branch", device.customer().branch().name());
        values.put("part", device.product().name());
        values.put("engineer", "工程师");
        values.put("until", device.warrantyUntil() == null ? "" : "%d年%d月%d日".formatted(device.warrantyUntil().getYear(),
                device.warrantyUntil().getMonthValue(), device.warrantyUntil().getDayOfMonth()));
        var hour = local.getHour();
        values.put("when", chance.one(remarks.when().get(hour < 6 || hour >= 19 ? "night" : hour < 11 ? "morning" : hour < 14 ? "noon" : "afternoon")));
        return values;
    }
}
