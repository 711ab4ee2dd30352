package aftercare.channels;

import static java.time.ZoneOffset.UTC;

import aftercare.kernel.Refusal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Loads and saves channels and what went through them. */
@Component
class ChannelStore {

    private static final String CHANNEL = """
            select id, branch_id, kind, name, address, headers, body, success, secret_sealed, news, language, simulated, active, paused_until, version from channels.channel
            """;

    private final JdbcClient jdbc;

    ChannelStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Channel> find(UUID id) {
        return jdbc.sql(CHANNEL + " where id = :id").param("id", id).query((row, _) -> read(row)).optional();
    }

    Channel get(UUID id) {
        return find(id).orElseThrow(ChannelStore::missing);
    }

    static Refusal.Missing missing() {
        return new Refusal.Missing("channels.no-such-channel", "there is no such channel", Map.of());
    }

    void add(Channel channel) {
        bound(jdbc.sql("""
                insert into channels.channel (id, branch_id, kind, name, address, headers, body, success, secret_sealed, news, language, simulated, active)
                values (:id, :branch, :kind, :name, :address, :headers, :body, :success, :secret, :news, :language, :simulated, :active)
                """), channel).update();
    }

    void save(Channel channel) {
        var saved = bound(jdbc.sql("""
                update channels.channel set branch_id = :branch, kind = :kind, name = :name, address = :address, headers = :headers, body = :body, success = :success,
                       secret_sealed = :secret, news = :news, language = :language, simulated = :simulated, active = :active, paused_until = null, failure = null, failed_at = null,
                       version = version + 1
                 where id = :id and version = :version
                """), channel).param("version", channel.version()).update();
        if (saved == 0) {
            throw new Refusal.Conflict("channels.changed", "somebody else changed this channel meanwhile; open it again", Map.of());
        }
    }

    private static JdbcClient.StatementSpec bound(JdbcClient.StatementSpec statement, Channel channel) {
        return statement.param("id", channel.id()).param("branch", channel.branchId()).param("kind", channel.kind().name()).param("name", channel.name())
                .param("address", channel.address()).param("headers", channel.headers()).param("body", channel.body()).param("success", channel.success())
                .param("secret", channel.secretSealed()).param("news", channel.news().stream().map(News::name).toArray(String[]::new)).param("language", channel.language())
                .param("simulated", channel.simulated()).param("active", channel.active());
    }

    record Telling(UUID id, String language) {}

    /** Those that tell this kind of news of this branch. */
    List<Telling> telling(News news, UUID branch) {
        return jdbc.sql("select id, language from channels.channel where active and :news = any(news) and (branch_id = :branch or branch_id is null) order by id")
                .param("news", news.name()).param("branch", branch).query(Telling.class).list();
    }

    /** The branch's own gateway before that of the house. */
    Optional<UUID> gateway(UUID branch) {
        return jdbc.sql("select id from channels.channel where active and kind = 'SMS' and (branch_id = :branch or branch_id is null) order by branch_id nulls last, id limit 1")
                .param("branch", branch).query(UUID.class).optional();
    }

    /** One more within this minute, unless there were too many: counted in the database, so for all nodes together. */
    boolean mayGo(UUID channel, int most, Instant now) {
        return jdbc.sql("""
                update channels.channel
                   set minute_count = case when minute_begun is null or minute_begun <= cast(:now as timestamptz) - interval '1 minute' then 1 else minute_count + 1 end,
                       minute_begun = case when minute_begun is null or minute_begun <= cast(:now as timestamptz) - interval '1 minute' then :now else minute_begun end
                 where id = :id and (paused_until is null or paused_until <= :now)
                   and (minute_begun is null or minute_begun <= cast(:now as timestamptz) - interval '1 minute' or minute_count < :most)
                """).param("id", channel).param("most", most).param("now", now.atOffset(UTC)).update() == 1;
    }

    void pause(UUID channel, Instant until) {
        jdbc.sql("update channels.channel set paused_until = :until where id = :id").param("id", channel).param("until", until.atOffset(UTC)).update();
    }

    void went(UUID channel, @Nullable String failure, Instant now) {
        jdbc.sql("update channels.channel set failure = :failure, failed_at = :at where id = :id").param("id", channel).param("failure", failure)
                .param("at", failure == null ? null : now.atOffset(UTC)).update();
    }

    record Delivery(UUID id, UUID channelId, News news, String toAddress, String title, String text, String link, @Nullable UUID messageId, DeliveryState state) {

        ChannelAdapter.Outgoing outgoing() {
            return new ChannelAdapter.Outgoing(toAddress, title, text, link);
        }
    }

    void queue(Delivery delivery, Instant now) {
        jdbc.sql("""
                insert into channels.delivery (id, channel_id, news, to_address, title, text, link, message_id, state, queued_at)
                values (:id, :channel, :news, :to, :title, :text, :link, :message, 'QUEUED', :now)
                """)
                .param("id", delivery.id()).param("channel", delivery.channelId()).param("news", delivery.news().name()).param("to", delivery.toAddress())
                .param("title", delivery.title()).param("text", delivery.text()).param("link", delivery.link()).param("message", delivery.messageId())
                .param("now", now.atOffset(UTC)).update();
    }

    Delivery delivery(UUID id) {
        return jdbc.sql("select id, channel_id, news, to_address, title, text, link, message_id, state from channels.delivery where id = :id").param("id", id)
                .query(Delivery.class).single();
    }

    void became(UUID id, DeliveryState state, @Nullable String request, @Nullable String answer, @Nullable String failure, Instant now) {
        jdbc.sql("""
                update channels.delivery set state = :state, attempts = attempts + 1, request = coalesce(:request, request), answer = coalesce(:answer, answer), failure = :failure,
                       sent_at = :sentAt
                 where id = :id
                """)
                .param("id", id).param("state", state.name()).param("request", request).param("answer", answer).param("failure", failure)
                .param("sentAt", state == DeliveryState.SENT ? now.atOffset(UTC) : null).update();
    }

    private static Channel read(ResultSet row) throws SQLException {
        var paused = row.getObject("paused_until", OffsetDateTime.class);
        return new Channel(row.getObject("id", UUID.class), row.getObject("branch_id", UUID.class), ChannelKind.valueOf(row.getString("kind")), row.getString("name"),
                row.getString("address"), row.getString("headers"), row.getString("body"), row.getString("success"), row.getString("secret_sealed"),
                Arrays.stream((String[]) row.getArray("news").getArray()).map(News::valueOf).toList(), row.getString("language"), row.getBoolean("simulated"), row.getBoolean("active"),
                paused == null ? null : paused.toInstant(), row.getInt("version"));
    }
}
