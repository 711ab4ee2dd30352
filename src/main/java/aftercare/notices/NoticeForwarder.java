package aftercare.notices;

import static java.time.ZoneOffset.UTC;

import aftercare.kernel.Subject;
import aftercare.platform.AftercareSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Forwards notices by mail and short message to whoever has chosen so ({@link Preference}). What is not urgent waits a little, so that
 * what is read on the screen meanwhile is not sent as well, and what comes together goes out together. Quiet hours put it off; nothing is
 * dropped for them.
 */
@Component
class NoticeForwarder {

    private static final Logger log = LoggerFactory.getLogger(NoticeForwarder.class);

    static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String ONE = "notices.news";
    private static final String MANY = "notices.news-many";
    private static final int USERS = 200;
    private static final int MOST = 50;
    private static final int SHORT = 60;
    private static final TypeReference<Map<String, String>> FACTS = new TypeReference<>() {};

    private record Due(UUID id, String kind, Subject about, Map<String, String> facts, boolean urgent, Instant at, boolean read) {}

    private record Reader(UUID id, String name, String email, String phone, String locale, ZoneId zone, UUID branch) {}

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Preferences preferences;
    private final NoticeDesk notices;
    private final AftercareSettings settings;
    private final TransactionTemplate transaction;
    private final Sentences sentences = new Sentences();

    NoticeForwarder(JdbcClient jdbc, JsonMapper json, Preferences preferences, NoticeDesk notices, AftercareSettings settings, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.json = json;
        this.preferences = preferences;
        this.notices = notices;
        this.settings = settings;
        this.transaction = transaction;
    }

    /** Sends what is due; each reader's in a transaction of its own. */
    void send(Instant now) {
        for (var users = waiting(now, null); !users.isEmpty(); users = waiting(now, users.getLast())) {
            for (var user : users) {
                try {
                    transaction.executeWithoutResult(_ -> tell(user, now));
                } catch (RuntimeException failed) {
                    // The others are told all the same; this one is tried again next time.
                    log.warn("{} could not be told of notices", user, failed);
                }
            }
        }
    }

    private List<UUID> waiting(Instant now, @Nullable UUID after) {
        return jdbc.sql("select distinct user_id from notices.notice where forward_at <= :now and (cast(:after as uuid) is null or user_id > :after) order by user_id limit :most")
                .param("now", now.atOffset(UTC)).param("after", after).param("most", USERS).query(UUID.class).list();
    }

    private void tell(UUID user, Instant now) {
        var due = due(user, now).stream().filter(notice -> !notice.read()).sorted(Comparator.comparing(Due::at)).toList();
        var preference = preferences.of(user);
        reader(user).ifPresent(reader -> tell(reader, preference, due, now));
    }

    /** Takes them, so that they are told once. */
    private List<Due> due(UUID user, Instant now) {
        return jdbc.sql("""
                update notices.notice set forward_at = null
                 where id in (select id from notices.notice where user_id = :user and forward_at <= :now order by at limit :most for update)
                returning id, kind, subject_kind, subject_id, facts, urgent, at, read_at is not null as read
                """)
                .param("user", user).param("now", now.atOffset(UTC)).param("most", MOST)
                .query((row, _) -> new Due(row.getObject("id", UUID.class), row.getString("kind"), new Subject(row.getString("subject_kind"), row.getObject("subject_id", UUID.class)),
                        json.readValue(row.getString("facts"), FACTS), row.getBoolean("urgent"), row.getTimestamp("at").toInstant(), row.getBoolean("read"))).list();
    }

    private void tell(Reader reader, Preference preference, List<Due> due, Instant now) {
        var later = preference.afterQuiet(now, reader.zone());
        var told = new ArrayList<Due>();
        for (var notice : due) {
            if (later.isAfter(now) && !(notice.urgent() && preference.urgentAnyway())) {
                jdbc.sql("update notices.notice set forward_at = :later where id = :id").param("later", later.atOffset(UTC)).param("id", notice.id()).update();
            } else {
                told.add(notice);
            }
        }
        if (!reader.email().isBlank()) {
            write(reader, told.stream().filter(notice -> preference.email().covers(notice.urgent())).toList(), reader.email(), "");
        }
        if (!reader.phone().isBlank() && notices.sendsShort(reader.branch())) {
            write(reader, told.stream().filter(notice -> preference.sms().covers(notice.urgent())).toList(), "", reader.phone());
        }
    }

    private void write(Reader reader, List<Due> told, String email, String phone) {
        var url = settings.publicUrl() == null ? "" : settings.publicUrl().replaceFirst("/+$", "");
        var said = new ArrayList<String>();
        var lines = new ArrayList<String>();
        for (var notice : told) {
            sentences.write(notice.kind(), notice.facts(), reader.locale(), reader.zone()).ifPresent(sentence -> {
                said.add(sentence);
                lines.add("· " + sentence + (url.isEmpty() ? "" : "\n  %s/open/%s/%s".formatted(url, notice.about().kind(), notice.about().id())));
            });
        }
        if (lines.isEmpty()) {
            return;
        }
        var facts = new HashMap<String, String>();
        facts.put("name", reader.name());
        facts.put("first", shortened(said.getFirst()));
        facts.put("count", String.valueOf(lines.size()));
        facts.put("lines", String.join("\n", lines));
        facts.put("link", url.isEmpty() ? "" : url + "/notices");
        notices.send(new Message(lines.size() == 1 ? ONE : MANY, reader.locale(), reader.name(), email, facts, reader.branch(),
                new Subject("user", reader.id())).orTo(phone));
    }

    private static String shortened(String line) {
        var first = line.replace('\n', ' ');
        return first.codePointCount(0, first.length()) <= SHORT ? first : first.substring(0, first.offsetByCodePoints(0, SHORT - 1)) + "…";
    }

    /** An active user, in the first of their branches or that of their firm. */
    private Optional<Reader> reader(UUID user) {
        return jdbc.sql("""
                select u.id, u.name, u.email, u.phone, u.locale, b.zone, b.id as branch
                  from identity.app_user u
                  join lateral (select b.id, b.zone from identity.branch b
                                 where b.active order by exists (select from identity.membership m where m.user_id = u.id and m.branch_id = b.id) desc,
                                       exists (select from identity.partner f where f.id = u.partner_id and f.branch_id = b.id) desc, b.code limit 1) b on true
                 where u.id = :user and u.active
                """).param("user", user).query((row, _) -> new Reader(row.getObject("id", UUID.class), row.getString("name"), row.getString("email"), row.getString("phone"),
                row.getString("locale"), ZoneId.of(row.getString("zone")), row.getObject("branch", UUID.class))).optional();
    }
}
