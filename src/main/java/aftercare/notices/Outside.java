package aftercare.notices;

import static java.time.ZoneOffset.UTC;

import aftercare.kernel.Subject;
import aftercare.platform.AftercareSettings;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
 * Tells people of the house besides the bell, as they have chosen. What is not urgent waits a little, so that what is read on the screen meanwhile
 * is not sent as well, and what comes together goes out together. Quiet hours put it off, nothing is dropped for them.
 */
@Component
class Outside {

    private static final Logger log = LoggerFactory.getLogger(Outside.class);

    static final Duration PATIENCE = Duration.ofMinutes(3);
    static final String TEMPLATES = "notices.news";
    private static final int USERS = 200;
    private static final int MOST = 50;
    private static final int SHORT = 60;
    private static final TypeReference<Map<String, String>> FACTS = new TypeReference<>() {};

    private record Due(UUID id, String kind, Subject about, Map<String, String> facts, boolean urgent, Instant at) {}

    private record Reader(UUID id, String name, String email, String phone, String locale, ZoneId zone, @Nullable UUID branch, Preference preference) {}

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final NoticeDesk notices;
    private final AftercareSettings settings;
    private final TransactionTemplate transaction;
    private final Sentences sentences = new Sentences();

    Outside(JdbcClient jdbc, JsonMapper json, NoticeDesk notices, AftercareSettings settings, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.json = json;
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
                    log.warn("{} could not be told outside", user, failed);
                }
            }
        }
    }

    private List<UUID> waiting(Instant now, @Nullable UUID after) {
        return jdbc.sql("select distinct user_id from notices.notice where outside_at <= :now and (cast(:after as uuid) is null or user_id > :after) order by user_id limit :most")
                .param("now", now.atOffset(UTC)).param("after", after).param("most", USERS).query(UUID.class).list();
    }

    private void tell(UUID user, Instant now) {
        var due = jdbc.sql("""
                update notices.notice set outside_at = null where id in (select id from notices.notice where user_id = :user and outside_at <= :now order by at limit :most for update)
                returning id, kind, subject_kind, subject_id, facts, urgent, at, read_at
                """)
                .param("user", user).param("now", now.atOffset(UTC)).param("most", MOST)
                .query((row, _) -> row.getObject("read_at") != null ? Optional.<Due>empty() : Optional.of(new Due(row.getObject("id", UUID.class), row.getString("kind"),
                        new Subject(row.getString("subject_kind"), row.getObject("subject_id", UUID.class)), json.readValue(row.getString("facts"), FACTS), row.getBoolean("urgent"), row.getTimestamp("at").toInstant()))).list().stream().flatMap(Optional::stream)
                .sorted(Comparator.comparing(Due::at)).toList();
        var reader = reader(user).orElse(null);
        if (reader == null || reader.branch() == null || due.isEmpty()) {
            return;
        }
        var later = reader.preference().afterQuiet(now, reader.zone());
        var told = new ArrayList<Due>();
        for (var notice : due) {
            if (later.isAfter(now) && !(notice.urgent() && reader.preference().urgentAnyway())) {
                jdbc.sql("update notices.notice set outside_at = :later where id = :id").param("later", later.atOffset(UTC)).param("id", notice.id()).update();
            } else {
                told.add(notice);
            }
        }
        if (!reader.email().isBlank()) {
            write(reader, told.stream().filter(notice -> reader.preference().email().covers(notice.urgent())).toList(), reader.email(), "");
        }
        if (!reader.phone().isBlank() && notices.sendsShort(reader.branch())) {
            write(reader, told.stream().filter(notice -> reader.preference().sms().covers(notice.urgent())).toList(), "", reader.phone());
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
        notices.send(new Message(lines.size() == 1 ? TEMPLATES : TEMPLATES + "-many", reader.locale(), reader.name(), email, facts, Objects.requireNonNull(reader.branch()),
                new Subject("user", reader.id())).orTo(phone));
    }

    private static String shortened(String line) {
        var first = line.replace('\n', ' ');
        return first.codePointCount(0, first.length()) <= SHORT ? first : first.substring(0, first.offsetByCodePoints(0, SHORT - 1)) + "…";
    }

    /** Of an active user, in the first of their branches, or that of their firm. */
    private Optional<Reader> reader(UUID user) {
        return jdbc.sql("""
                select u.id, u.name, u.email, u.phone, u.locale, b.id as branch, coalesce(b.zone, 'Asia/Shanghai') as zone,
                       p.email as by_mail, p.sms as by_sms, p.muted, p.quiet_from, p.quiet_until, p.urgent_anyway
                  from identity.app_user u
                  join notices.preference p on p.user_id = u.id
                  left join lateral (select b.id, b.zone from identity.branch b
                                      where b.active order by exists (select from identity.membership m where m.user_id = u.id and m.branch_id = b.id) desc,
                                            exists (select from identity.partner f where f.id = u.partner_id and f.branch_id = b.id) desc, b.code limit 1) b on true
                 where u.id = :user and u.active
                """).param("user", user).query((row, _) -> new Reader(row.getObject("id", UUID.class), row.getString("name"), row.getString("email"), row.getString("phone"),
                row.getString("locale"), ZoneId.of(row.getString("zone")), row.getObject("branch", UUID.class), preference(row))).optional();
    }

    Preference preferenceOf(UUID user) {
        return jdbc.sql("select email as by_mail, sms as by_sms, muted, quiet_from, quiet_until, urgent_anyway from notices.preference where user_id = :user")
                .param("user", user).query((row, _) -> preference(row)).optional().orElse(Preference.NONE);
    }

    void prefer(UUID user, Preference preference) {
        jdbc.sql("""
                insert into notices.preference (user_id, email, sms, muted, quiet_from, quiet_until, urgent_anyway)
                values (:user, :email, :sms, :muted, :from, :until, :anyway)
                on conflict (user_id) do update set email = excluded.email, sms = excluded.sms, muted = excluded.muted, quiet_from = excluded.quiet_from,
                   quiet_until = excluded.quiet_until, urgent_anyway = excluded.urgent_anyway
                """)
                .param("user", user).param("email", preference.email().name()).param("sms", preference.sms().name()).param("muted", preference.muted().toArray(String[]::new))
                .param("from", preference.quietFrom()).param("until", preference.quietUntil()).param("anyway", preference.urgentAnyway()).update();
    }

    private static Preference preference(ResultSet row) throws SQLException {
        return new Preference(Preference.Wanted.valueOf(row.getString("by_mail")), Preference.Wanted.valueOf(row.getString("by_sms")),
                List.of((String[]) row.getArray("muted").getArray()), row.getObject("quiet_from", LocalTime.class), row.getObject("quiet_until", LocalTime.class),
                row.getBoolean("urgent_anyway"));
    }
}
