package aftercare.channels;

import static java.time.ZoneOffset.UTC;

import aftercare.identity.Permission;
import aftercare.identity.Reach;
import aftercare.identity.Requires;
import aftercare.identity.Scope;
import aftercare.kernel.Ids;
import aftercare.kernel.Refusal;
import aftercare.platform.Vault;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Channels, set up by whoever runs the product. A secret goes in and never comes out. */
@RestController
@RequestMapping("/api/channels")
class ChannelController {

    private static final int SIZE = 50;

    record ChannelView(UUID id, @Nullable UUID branchId, @Nullable String branchName, ChannelKind kind, String name, String address, String headers, String body, String success,
                       boolean hasSecret, List<News> news, String language, boolean simulated, boolean active, @Nullable String failure, @Nullable Instant failedAt, @Nullable Instant lastAt,
                       int version) {}

    /** @param secret null keeps the one that is set; {@code branch} null: for the whole house */
    record ChannelBody(@Nullable UUID branch, @NotNull ChannelKind kind, @NotBlank @Size(max = 60) String name, @Nullable @Size(max = 1000) String address,
                       @Nullable @Size(max = 2000) String headers, @Nullable @Size(max = 4000) String body, @Nullable @Size(max = 200) String success,
                       @Nullable @Size(max = 500) String secret, @NotNull @Size(max = 10) List<@NotNull News> news, @NotNull @Pattern(regexp = "zh-CN|zh-TW|en") String language, @NotNull Boolean simulated, @NotNull Boolean active,
                       @NotNull Integer version) {}

    /** @param secret shown this once, where we made it: the other side signs with it */
    record Added(ChannelView channel, @Nullable String secret) {}

    record TestBody(@Nullable @Size(max = 40) String to) {}

    record DeliveryView(UUID id, UUID channelId, String channelName, ChannelKind kind, boolean simulated, News news, String toAddress, String title, String text, String link,
                        DeliveryState state, int attempts, @Nullable String request, @Nullable String answer, @Nullable String failure, Instant queuedAt, @Nullable Instant sentAt) {}

    record Next(Instant at, UUID id) {}

    record DeliveryPage(List<DeliveryView> rows, @Nullable Next next) {}

    private final ChannelStore channels;
    private final Newsroom newsroom;
    private final Vault vault;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    ChannelController(ChannelStore channels, Newsroom newsroom, Vault vault, JdbcClient jdbc, TransactionTemplate transaction, Clock clock) {
        this.channels = channels;
        this.newsroom = newsroom;
        this.vault = vault;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Requires(Permission.CHANNELS_EDIT)
    @GetMapping
    List<ChannelView> channels(Scope scope) {
        return views(scope.reach(Permission.CHANNELS_EDIT), null);
    }

    @Requires(Permission.CHANNELS_EDIT)
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Added add(Scope scope, @Valid @RequestBody ChannelBody body) {
        let(scope, body.branch());
        var id = Ids.next();
        var made = body.kind() == ChannelKind.INCOMING ? secret() : null;
        var secret = made != null ? made : body.secret() == null ? "" : body.secret().strip();
        channels.add(channel(id, body, secret, secret.isEmpty() ? "" : vault.seal(secret, Channel.place(id))));
        return new Added(views(scope.reach(Permission.CHANNELS_EDIT), id).getFirst(), made);
    }

    @Requires(Permission.CHANNELS_EDIT)
    @PutMapping("/{id}")
    ChannelView change(Scope scope, @PathVariable UUID id, @Valid @RequestBody ChannelBody body) {
        var before = reached(scope, id);
        let(scope, body.branch());
        if (before.kind() != body.kind()) {
            throw new Refusal.Broken("channels.kind-stays", "a channel stays what it is; add another one", Map.of());
        }
        var given = body.secret() == null || body.kind() == ChannelKind.INCOMING ? null : body.secret().strip();
        var address = body.address() == null ? "" : body.address().strip();
        if (given == null && !before.secretSealed().isEmpty() && !before.address().equals(address)) {
            throw new Refusal.Broken("channels.secret-again", "type the secret again: it goes only to the address it was given for", Map.of());
        }
        var secret = given != null ? given : before.secretSealed().isEmpty() ? "" : vault.open(before.secretSealed(), Channel.place(id));
        channels.save(channel(id, body, secret, given == null ? before.secretSealed() : given.isEmpty() ? "" : vault.seal(given, Channel.place(id))));
        return views(scope.reach(Permission.CHANNELS_EDIT), id).getFirst();
    }

    /** Another secret for what comes in; the old one is worth nothing from now on. */
    @Requires(Permission.CHANNELS_EDIT)
    @PostMapping("/{id}/secret")
    Added renew(Scope scope, @PathVariable UUID id) {
        var before = reached(scope, id);
        if (before.kind() != ChannelKind.INCOMING) {
            throw new Refusal.Broken("channels.secret-theirs", "the secret of this channel is given by its service", Map.of());
        }
        var secret = secret();
        jdbc.sql("update channels.channel set secret_sealed = :sealed, version = version + 1 where id = :id").param("id", id).param("sealed", vault.seal(secret, Channel.place(id))).update();
        return new Added(views(scope.reach(Permission.CHANNELS_EDIT), id).getFirst(), secret);
    }

    /** Sends a word, so that one sees whether it arrives. */
    @Requires(Permission.CHANNELS_EDIT)
    @PostMapping("/{id}/test")
    DeliveryView test(Scope scope, @PathVariable UUID id, @Valid @RequestBody TestBody body) {
        var channel = reached(scope, id);
        if (channel.kind() == ChannelKind.INCOMING) {
            throw new Refusal.Broken("channels.only-receives", "nothing is sent through this channel", Map.of());
        }
        var to = body.to() == null ? "" : body.to().strip();
        if (channel.kind() == ChannelKind.SMS && !to.matches("\\+?[0-9 -]{5,20}")) {
            throw new Refusal.Broken("channels.phone-unusual", "say to which phone number the message goes", Map.of());
        }
        var delivery = transaction.execute(_ -> newsroom.test(channel, to));
        return deliveries(scope.reach(Permission.CHANNELS_EDIT), null, false, delivery, null).rows().getFirst();
    }

    /** What went out, the newest first. */
    @Requires(Permission.CHANNELS_EDIT)
    @GetMapping("/deliveries")
    DeliveryPage deliveries(Scope scope, @RequestParam(required = false) @Nullable UUID channel, @RequestParam(defaultValue = "false") boolean simulated,
                            @RequestParam(required = false) @Nullable OffsetDateTime afterAt, @RequestParam(required = false) @Nullable UUID afterId) {
        return deliveries(scope.reach(Permission.CHANNELS_EDIT), channel, simulated, null, afterAt == null || afterId == null ? null : new Next(afterAt.toInstant(), afterId));
    }

    DeliveryPage deliveries(Reach reach, @Nullable UUID channel, boolean simulated, @Nullable UUID only, @Nullable Next after) {
        var rows = jdbc.sql("""
                select d.id, d.channel_id, c.name as channel_name, c.kind, c.simulated, d.news, d.to_address, d.title, d.text, d.link, d.state, d.attempts, d.request, d.answer,
                       d.failure, d.queued_at, d.sent_at
                  from channels.delivery d join channels.channel c on c.id = d.channel_id
                 where (:everywhere or c.branch_id = any(:branches)) and cast(:partner as uuid) is null and cast(:customer as uuid) is null
                   and (cast(:channel as uuid) is null or d.channel_id = :channel) and (not :simulated or c.simulated) and (cast(:only as uuid) is null or d.id = :only)
                   and (cast(:afterAt as timestamptz) is null or (d.queued_at, d.id) < (:afterAt, cast(:afterId as uuid)))
                 order by d.queued_at desc, d.id desc limit :size
                """)
                .params(reach.params()).param("channel", channel).param("simulated", simulated).param("only", only)
                .param("afterAt", after == null ? null : after.at().atOffset(UTC)).param("afterId", after == null ? null : after.id()).param("size", SIZE + 1)
                .query(DeliveryView.class).list();
        if (rows.size() <= SIZE) {
            return new DeliveryPage(rows, null);
        }
        var page = List.copyOf(rows.subList(0, SIZE));
        return new DeliveryPage(page, new Next(page.getLast().queuedAt(), page.getLast().id()));
    }

    private Channel channel(UUID id, ChannelBody body, String secret, String sealed) {
        var channel = new Channel(id, body.branch(), body.kind(), body.name().strip(), text(body.address()).strip(), text(body.headers()), text(body.body()), text(body.success()).strip(), sealed,
                body.news().stream().filter(news -> news != News.TEST && news != News.TO_CUSTOMER).distinct().toList(), body.language(), body.simulated(), body.active(), null, body.version());
        if (body.kind() != ChannelKind.INCOMING) {
            Adapters.of(body.kind()).check(channel.settings(secret));
        }
        return channel;
    }

    private String secret() {
        var bytes = new byte[32];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private Channel reached(Scope scope, UUID id) {
        var channel = channels.get(id);
        var reach = scope.reach(Permission.CHANNELS_EDIT);
        if (channel.branchId() == null ? !reach.everywhere() : !reach.covers(channel.branchId(), null, null)) {
            throw ChannelStore.missing();
        }
        return channel;
    }

    private static void let(Scope scope, @Nullable UUID branch) {
        if (branch != null) {
            scope.require(Permission.CHANNELS_EDIT, branch, null, null);
        } else if (!scope.reach(Permission.CHANNELS_EDIT).everywhere()) {
            throw new Refusal.Forbidden("channels.whole-house", "a channel of the whole house is set up by somebody who answers for all of it", Map.of());
        }
    }

    private List<ChannelView> views(Reach reach, @Nullable UUID only) {
        return jdbc.sql("""
                select c.id, c.branch_id, b.name as branch_name, c.kind, c.name, c.address, c.headers, c.body, c.success, c.secret_sealed <> '' as has_secret, c.news, c.language, c.simulated,
                       c.active, c.failure, c.failed_at, c.version,
                       greatest((select max(d.queued_at) from channels.delivery d where d.channel_id = c.id),
                                (select max(r.received_at) from channels.received r where r.channel_id = c.id)) as last_at
                  from channels.channel c left join identity.branch b on b.id = c.branch_id
                 where (:everywhere or c.branch_id = any(:branches)) and cast(:partner as uuid) is null and cast(:customer as uuid) is null
                   and (cast(:only as uuid) is null or c.id = :only)
                 order by b.name nulls first, c.name limit 500
                """).params(reach.params()).param("only", only)
                .query((row, _) -> new ChannelView(row.getObject("id", UUID.class), row.getObject("branch_id", UUID.class), row.getString("branch_name"),
                        ChannelKind.valueOf(row.getString("kind")), row.getString("name"), row.getString("address"), row.getString("headers"), row.getString("body"),
                        row.getString("success"), row.getBoolean("has_secret"), Arrays.stream((String[]) row.getArray("news").getArray()).map(News::valueOf).toList(),
                        row.getString("language"), row.getBoolean("simulated"), row.getBoolean("active"), row.getString("failure"), at(row.getObject("failed_at", OffsetDateTime.class)),
                        at(row.getObject("last_at", OffsetDateTime.class)), row.getInt("version"))).list();
    }

    private static @Nullable Instant at(@Nullable OffsetDateTime at) {
        return at == null ? null : at.toInstant();
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
