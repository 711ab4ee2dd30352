package aftercare.channels;

import static java.time.ZoneOffset.UTC;

import aftercare.cases.CaseDesk;
import aftercare.cases.CaseId;
import aftercare.intake.Reception;
import aftercare.kernel.Ids;
import aftercare.kernel.Refusal;
import aftercare.platform.Vault;
import aftercare.timeline.Actor;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What other services send to us. Signed, kept as it came, then understood: who has an open case says something in it, and everybody
 * else's words wait as a report.
 */
@Service
class IncomingDesk {

    static final int MOST_BYTES = 64 * 1024;
    private static final int LONGEST = 4000;

    /** @param attachments links; they are shown, never fetched */
    record Incoming(@Nullable String id, @Nullable String from, @Nullable String name, @Nullable String text, @Nullable List<@Nullable String> attachments) {}

    /** @param caseNumber the open case it was joined to; null: it waits as a report */
    record Taken(@Nullable String caseNumber) {}

    private final ChannelStore channels;
    private final Reception reception;
    private final CaseDesk cases;
    private final Vault vault;
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final TransactionTemplate transaction;
    private final Clock clock;

    IncomingDesk(ChannelStore channels, Reception reception, CaseDesk cases, Vault vault, JdbcClient jdbc, JsonMapper json, TransactionTemplate transaction, Clock clock) {
        this.channels = channels;
        this.reception = reception;
        this.cases = cases;
        this.vault = vault;
        this.jdbc = jdbc;
        this.json = json;
        this.transaction = transaction;
        this.clock = clock;
    }

    Taken receive(UUID channelId, byte[] raw, @Nullable String timestamp, @Nullable String signature, String address) {
        var now = clock.instant();
        var channel = channels.find(channelId).filter(one -> one.kind() == ChannelKind.INCOMING && one.active()).orElseThrow(ChannelStore::missing);
        if (raw.length > MOST_BYTES) {
            throw new Refusal.Broken("channels.message-too-long", "a message has at most %d kB".formatted(MOST_BYTES / 1024), Map.of("kilobytes", MOST_BYTES / 1024));
        }
        if (!Signature.holds(vault.open(channel.secretSealed(), Channel.place(channelId)), timestamp, signature, raw)) {
            throw new Refusal.Forbidden("channels.signature-wrong", "the signature does not fit the message", Map.of());
        }
        if (!Signature.fresh(Objects.requireNonNull(timestamp), now)) {
            throw new Refusal.Forbidden("channels.too-old", "the timestamp is more than %d minutes away from our clock".formatted(Signature.WINDOW.toMinutes()),
                    Map.of("minutes", Signature.WINDOW.toMinutes()));
        }
        var said = read(raw);
        return Objects.requireNonNull(transaction.execute(_ -> take(channel, raw, said, address, now)));
    }

    private Taken take(Channel channel, byte[] raw, Optional<Incoming> said, String address, Instant now) {
        var message = said.map(Incoming::id).filter(id -> !id.isBlank() && id.length() <= 100).map(IncomingDesk::plain).orElseGet(() -> hash(raw));
        var sender = said.map(one -> cut(plain(text(one.from())), 100)).orElse("");
        var report = Ids.next();
        if (!first(channel, message, sender, raw, report, now)) {
            throw new Refusal.Conflict("channels.replayed", "a message with this id was taken already", Map.of());
        }
        var words = said.map(IncomingDesk::words).orElse("");
        var open = words.isEmpty() ? Optional.<UUID>empty() : openCase(channel, sender);
        if (open.isPresent()) {
            var id = new CaseId(open.get());
            cases.message(id, words, Actor.guest(name(said.orElseThrow())));
            jdbc.sql("update channels.received set case_id = :case, report_id = null where channel_id = :channel and message_id = :message").param("case", id.value())
                    .param("channel", channel.id()).param("message", message).update();
            return new Taken(cases.facts(id).number());
        }
        reception.keep(report, aftercare.cases.Channel.API, now, address, channel.branchId(), words.isEmpty() ? raw : json.writeValueAsBytes(asReport(said.orElseThrow(), sender, words)),
                words.isEmpty() ? "intake.unreadable" : "channels.message");
        return new Taken(null);
    }

    private boolean first(Channel channel, String message, String sender, byte[] raw, UUID report, Instant now) {
        return jdbc.sql("""
                insert into channels.received (channel_id, message_id, received_at, sender, raw, report_id) values (:channel, :message, :now, :sender, :raw, :report)
                on conflict do nothing
                """)
                .param("channel", channel.id()).param("message", message).param("now", now.atOffset(UTC)).param("sender", sender).param("raw", raw).param("report", report)
                .update() == 1;
    }

    /** The case this sender wrote in last or that was made of what they wrote, as long as it is open; otherwise one reported from their phone number. */
    private Optional<UUID> openCase(Channel channel, String sender) {
        if (sender.isEmpty()) {
            return Optional.empty();
        }
        var ofTheirs = jdbc.sql("""
                select c.id from channels.received r
                  left join intake.report p on p.id = r.report_id
                  join cases.service_case c on c.id = coalesce(r.case_id, p.case_id)
                 where r.channel_id = :channel and r.sender = :sender and c.status in ('NEW', 'ACTIVE', 'WAITING')
                 order by r.received_at desc limit 1
                """).param("channel", channel.id()).param("sender", sender).query(UUID.class).optional();
        return ofTheirs.isPresent() || sender.replaceAll("\\D", "").length() < 7 ? ofTheirs : jdbc.sql("""
                select id from cases.service_case
                 where contact_phone <> '' and (customers.phone_keys(contact_phone))[1] = (customers.phone_keys(:phone))[1] and status in ('NEW', 'ACTIVE', 'WAITING')
                   and (cast(:branch as uuid) is null or branch_id = :branch)
                 order by opened_at desc limit 1
                """).param("phone", sender).param("branch", channel.branchId()).query(UUID.class).optional();
    }

    private static Map<String, String> asReport(Incoming said, String sender, String words) {
        var report = new LinkedHashMap<String, String>();
        report.put("description", words);
        report.put("contactName", name(said));
        report.put(sender.contains("@") ? "contactEmail" : "contactPhone", sender);
        return report;
    }

    private static String words(Incoming said) {
        var text = plain(text(said.text())).strip();
        var links = said.attachments() == null ? "" : String.join("\n", said.attachments().stream().limit(9).map(link -> cut(plain(text(link)), 500)).toList());
        return cut(links.isEmpty() ? text : (text + "\n" + links).strip(), LONGEST);
    }

    private static String name(Incoming said) {
        var name = cut(plain(text(said.name())).replaceAll("\\s+", " ").strip(), 60);
        return name.isEmpty() ? cut(plain(text(said.from())), 60) : name;
    }

    private Optional<Incoming> read(byte[] raw) {
        try {
            return Optional.ofNullable(json.readValue(raw, Incoming.class));
        } catch (JacksonException unreadable) {
            return Optional.empty();
        }
    }

    /** Without what is no letter to anybody; lines stay lines. */
    private static String plain(String text) {
        return text.replace("\r\n", "\n").replaceAll("[\\p{Cc}&&[^\\n\\t]]", "");
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static String cut(String text, int most) {
        return Robots.cut(text, most);
    }

    private static String hash(byte[] raw) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(raw));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
