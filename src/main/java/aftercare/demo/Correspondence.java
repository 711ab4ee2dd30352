package aftercare.demo;

import aftercare.promises.PastPromises;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.json.JsonMapper;

/** What came in and what went out around the cases: reports as received, mails to customers, notices on the bell, sign-ins. */
final class Correspondence {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");
    private static final Pattern PLACE = Pattern.compile("\\{\\{(\\w+)}}");
    private static final Duration MAILS_KEPT = Duration.ofDays(90);
    private static final Duration NOTICES_KEPT = Duration.ofDays(30);

    private final House house;
    private final Chance chance;
    private final Rows rows;
    private final JsonMapper json;
    private final Instant now;
    private final String address;
    private final List<String> acknowledgement;

    /** @param address how customers reach this product */
    Correspondence(House house, Chance chance, Rows rows, JsonMapper json, Instant now, String address) {
        this.house = house;
        this.chance = chance;
        this.rows = rows;
        this.json = json;
        this.now = now;
        this.address = address;
        this.acknowledgement = read("aftercare/intake/mail/received.zh-CN.txt");
    }

    void about(Episode episode) {
        received(episode);
        if (episode.openedAt.isAfter(now.minus(MAILS_KEPT))) {
            acknowledged(episode);
        }
        episode.promises.late(now).stream().filter(late -> late.dueAt().isAfter(now.minus(NOTICES_KEPT))).forEach(late -> {
            var facts = Map.of("code", late.code(), "label", episode.number + " " + episode.report.subject(), "dueAt", late.dueAt().toString());
            people(episode, List.of("AGENT", "DISPATCHER", "MANAGER"), episode.assignee)
                    .forEach(user -> notice(user, "promises.broken", episode, facts, late.dueAt(), true, !late.open()));
            // The ladder: half as late again as was allowed, and twice.
            var allowed = Duration.between(episode.openedAt, late.dueAt());
            overdue(episode, late, facts, late.dueAt().plus(allowed.dividedBy(2)), List.of("MANAGER", "BRANCH_MANAGER"));
            overdue(episode, late, facts, late.dueAt().plus(allowed), List.of("GENERAL_MANAGER"));
        });
        episode.trips.stream().filter(trip -> trip.slot.to().isAfter(now) && trip.bookedAt.isBefore(now)).forEach(trip -> sent(episode, trip));
        var rating = episode.rating;
        if (rating != null && rating.low() && rating.at().isAfter(now.minus(NOTICES_KEPT))) {
            var facts = Map.of("number", episode.number, "overall", rating.overall(), "recommend", rating.recommend() == null ? "" : rating.recommend().toString());
            people(episode, List.of("MANAGER", "BRANCH_MANAGER", "QUALITY"), null)
                    .forEach(user -> notice(user, "care.low-rating", episode, facts, rating.at(), true, rating.at().isBefore(now.minus(Duration.ofDays(3)))));
        }
    }

    private void overdue(Episode episode, PastPromises.Late late, Map<String, String> facts, Instant at, List<String> roles) {
        var ended = switch (late.code()) {
            case "answer" -> episode.answeredAt;
            case "arrive" -> episode.arrivedAt;
            default -> episode.resolvedAt;
        };
        if (at.isBefore(now) && (late.open() || ended != null && ended.isAfter(at))) {
            people(episode, roles, null).forEach(user -> notice(user, "promises.overdue", episode, facts, at, true, !late.open()));
        }
    }

    /** Two reports of which no case could be made: somebody has to look. */
    void halfFilled() {
        unfinished("PORTAL", Duration.ofMinutes(95),
                Map.of("description", "配电间那台机器一直叫，麻烦派人看看", "contactName", "老赵", "contactPhone", ""));
        unfinished("QR", Duration.ofHours(17), Map.of("description", "", "contactName", "", "contactPhone", "13800009021"));
    }

    /** Who came to work in the last two weeks. */
    void signIns() {
        var day = now.atZone(House.ZONE).toLocalDate().minusDays(14);
        for (; !day.isAfter(now.atZone(House.ZONE).toLocalDate()); day = day.plusDays(1)) {
            var everybody = new TreeMap<String, UUID>();
            house.staff.values().forEach(staff -> everybody.put(staff.login(), staff.id()));
            house.engineers.forEach(engineer -> everybody.put(engineer.login(), engineer.id()));
            for (var user : everybody.entrySet()) {
                var at = day.atTime(LocalTime.of(8, chance.between(0, 50), chance.between(0, 59))).atZone(House.ZONE).toInstant();
                if (chance.happens(Seasons.isWeekend(day) ? 0.25 : 0.85) && at.isBefore(now)) {
                    var from = "10.20.%d.%d".formatted(chance.between(1, 3), chance.between(10, 200));
                    if (chance.happens(0.04)) {
                        signIn(user.getKey(), user.getValue(), from, at.minusSeconds(chance.between(6, 30)), "WRONG");
                    }
                    signIn(user.getKey(), user.getValue(), from, at, "SIGNED_IN");
                }
            }
        }
    }

    private void signIn(String login, UUID user, String from, Instant at, String outcome) {
        rows.add("identity.sign_in (id, login, user_id, address, at, outcome)", chance.id(at), login, user, from, at, outcome);
    }

    private void received(Episode episode) {
        var said = new LinkedHashMap<String, Object>();
        said.put("channel", episode.report.channel());
        said.put("kind", episode.report.kind());
        said.put("description", episode.report.description());
        said.put("contactName", episode.about.contact().name());
        said.put("contactPhone", episode.about.contact().phone());
        report(episode.report.channel(), episode.openedAt, episode.openedBy, said, "TAKEN", null, episode.id);
    }

    private void unfinished(String channel, Duration ago, Map<String, String> said) {
        report(channel, now.minus(ago), null, new TreeMap<>(said), "OPEN", "intake.field-missing", null);
    }

    private void report(String channel, Instant at, @Nullable UUID by, Map<String, ?> said, String state, @Nullable String failure, @Nullable UUID made) {
        rows.add("intake.report (id, channel, received_at, received_by, raw, state, failure, case_id)",
                chance.id(at), channel, at, by, json.writeValueAsBytes(said), state, failure, made);
    }

    private void acknowledged(Episode episode) {
        var contact = episode.about.contact();
        var facts = new HashMap<String, String>();
        facts.put("name", contact.name());
        facts.put("number", episode.number);
        facts.put("text", episode.report.subject());
        facts.put("link", address + "/portal/track/" + episode.token);
        episode.promised.forEach((code, due) -> facts.put(code, TIME.format(due.atZone(House.ZONE))));
        var body = acknowledgement.stream().skip(2).filter(line -> wanted(line, facts)).map(line -> filled(line, facts)).collect(Collectors.joining("\n"));
        // The demo has no mail server: what was written lately waits for one.
        var waits = episode.openedAt.isAfter(now.minus(Duration.ofDays(2)));
        var lost = !waits && chance.happens(0.015);
        rows.add("notices.message (id, branch_id, channel, template, language, to_name, to_address, title, body, subject_kind, subject_id, state,"
                        + " attempts, failure, queued_at, sent_at)",
                chance.id(episode.openedAt), episode.about.customer().branch().id(), "EMAIL", "intake.received", "zh-CN", contact.name(),
                contact.email(), filled(acknowledgement.getFirst(), facts), body.strip() + "\n", "case", episode.id,
                waits ? "NOT_CONFIGURED" : lost ? "FAILED" : "SENT", waits ? 0 : lost ? 5 : 1, lost ? "550 mailbox unavailable" : null, episode.openedAt, waits || lost ? null : episode.openedAt.plusSeconds(chance.between(1, 4)));
    }

    private void notice(UUID user, String kind, Episode episode, Map<String, String> facts, Instant at, boolean urgent, boolean read) {
        rows.add("notices.notice (id, user_id, kind, subject_kind, subject_id, facts, urgent, at, read_at)", chance.id(at), user, kind, "case",
                episode.id, json.writeValueAsString(new TreeMap<>(facts)), urgent, at, read ? min(now, at.plus(chance.between(Duration.ofMinutes(2), Duration.ofHours(9)))) : null);
    }

    /** The engineer, and whoever manages the firm he works for, heard of a visit that is still to come. */
    private void sent(Episode episode, Trip trip) {
        var facts = new TreeMap<>(Map.of("label", episode.number + " " + episode.report.subject(), "customer", episode.about.customer().name(),
                "startsAt", trip.slot.from().toString(), "endsAt", trip.slot.to().toString()));
        notice(trip.slot.engineer().id(), "dispatch.booked", episode, facts, trip.bookedAt, false, trip.bookedAt.isBefore(now.minus(Duration.ofDays(1))));
        var firm = trip.slot.engineer().partner();
        if (firm != null) {
            facts.put("engineer", trip.slot.engineer().name());
            house.staff.values().stream().filter(staff -> staff.roles().contains("PARTNER_MANAGER") && firm.equals(staff.partner()))
                    .forEach(boss -> notice(boss.id(), "dispatch.firm-booked", episode, facts, trip.bookedAt, false, false));
        }
    }

    /** Holders of these roles for the case's branch, and one more. */
    private List<UUID> people(Episode episode, List<String> roles, @Nullable UUID also) {
        var branch = episode.about.customer().branch();
        var people = new ArrayList<>(house.staff.values().stream()
                .filter(staff -> staff.roles().stream().anyMatch(roles::contains) && (staff.branch() == null || staff.branch().equals(branch)))
                .map(House.Staff::id).toList());
        if (also != null) {
            people.add(also);
        }
        return people;
    }

    private static Instant min(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static boolean wanted(String line, Map<String, String> facts) {
        var names = PLACE.matcher(line).results().map(place -> place.group(1)).toList();
        return names.isEmpty() || names.stream().anyMatch(facts::containsKey);
    }

    private static String filled(String line, Map<String, String> facts) {
        return PLACE.matcher(line).replaceAll(place -> Matcher.quoteReplacement(Objects.requireNonNullElse(facts.get(place.group(1)), ""))).stripTrailing();
    }

    private static List<String> read(String path) {
        try {
            return new ClassPathResource(path).getContentAsString(StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
