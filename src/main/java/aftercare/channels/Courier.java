package aftercare.channels;

import aftercare.kernel.Refusal;
import aftercare.notices.NoticeDesk;
import aftercare.platform.Live;
import aftercare.platform.LiveUpdates;
import aftercare.platform.OutsideAddress;
import aftercare.platform.OutsidePost;
import aftercare.platform.Vault;
import java.io.IOException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.scheduling.annotation.Async;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes news to the services, after the commit and outside any transaction. The outbox calls again until it is sent or given up; what
 * was sent already is not sent twice.
 */
@Component
class Courier {

    private static final Logger log = LoggerFactory.getLogger(Courier.class);
    private static final int LONGEST_ANSWER = 2000;
    private static final int MOST_ANSWER = 64 * 1024;

    /** Not now: the outbox asks again. */
    static final class NotYet extends RuntimeException {

        NotYet(String why) {
            super(why, null, false, false);
        }
    }

    private record Answer(int status, String body) {}

    private final ChannelStore channels;
    private final boolean anywhere;
    private final Vault vault;
    private final NoticeDesk notices;
    private final LiveUpdates live;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Courier(ChannelStore channels, @Value("${aftercare.channels.private-addresses:false}") boolean anywhere, Vault vault, NoticeDesk notices, LiveUpdates live,
            TransactionTemplate transaction, Clock clock) {
        this.channels = channels;
        this.anywhere = anywhere;
        this.vault = vault;
        this.notices = notices;
        this.live = live;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Async
    @TransactionalEventListener(id = "channels.courier")
    void on(DeliveryQueued queued) {
        var delivery = channels.delivery(queued.delivery());
        if (delivery.state() == DeliveryState.SENT || delivery.state() == DeliveryState.GIVEN_UP) {
            return;
        }
        var channel = channels.get(delivery.channelId());
        if (!channel.active() && delivery.news() != News.TEST) {
            became(delivery, channel, DeliveryState.GIVEN_UP, null, null, "channels.switched-off");
            return;
        }
        var adapter = Adapters.of(channel.kind());
        if (!channels.mayGo(channel.id(), adapter.mostInAMinute(), clock.instant())) {
            throw new NotYet("channel %s has sent as many as its service takes in a minute".formatted(channel.name()));
        }
        String written = null;
        try {
            var secret = channel.secretSealed().isEmpty() ? "" : vault.open(channel.secretSealed(), Channel.place(channel.id()));
            var settings = channel.settings(secret);
            var request = adapter.write(settings, delivery.outgoing(), clock.instant());
            written = shown(request, secret);
            var answer = channel.simulated() ? new Answer(200, adapter.acceptance()) : sent(request);
            settle(delivery, channel, channel.simulated() ? ChannelAdapter.Verdict.ACCEPTED : adapter.understand(settings, answer.status(), answer.body()), written,
                    "HTTP %d\n%s".formatted(answer.status(), answer.body()));
        } catch (Refusal refused) {
            became(delivery, channel, DeliveryState.GIVEN_UP, written, null, refused.code());
        } catch (IOException unreachable) {
            became(delivery, channel, DeliveryState.FAILED, written, null, String.valueOf(unreachable.getMessage()));
            throw new NotYet(String.valueOf(unreachable.getMessage()));
        }
    }

    private void settle(ChannelStore.Delivery delivery, Channel channel, ChannelAdapter.Verdict verdict, String written, String answer) {
        switch (verdict.outcome()) {
            case ACCEPTED -> became(delivery, channel, DeliveryState.SENT, written, answer, null);
            case REFUSED -> became(delivery, channel, DeliveryState.GIVEN_UP, written, answer, verdict.reason());
            case SLOWED, FAILED -> {
                if (verdict.outcome() == ChannelAdapter.Outcome.SLOWED) {
                    channels.pause(channel.id(), clock.instant().plus(Duration.ofMinutes(1)));
                }
                became(delivery, channel, DeliveryState.FAILED, written, answer, verdict.reason());
                throw new NotYet(verdict.reason());
            }
        }
    }

    private void became(ChannelStore.Delivery delivery, Channel channel, DeliveryState state, @Nullable String request, @Nullable String answer, @Nullable String failure) {
        if (failure != null) {
            log.warn("delivery {} through {} is {}: {}", delivery.id(), channel.name(), state, failure);
        }
        var why = failure == null || failure.isBlank() ? (state == DeliveryState.SENT ? null : "?") : Robots.cut(failure, 500);
        transaction.executeWithoutResult(_ -> {
            var now = clock.instant();
            channels.became(delivery.id(), state, request, answer == null ? null : Robots.cut(answer.replace("\0", ""), LONGEST_ANSWER), why, now);
            channels.went(channel.id(), why, now);
            if (delivery.messageId() != null) {
                notices.became(delivery.messageId(), why);
            }
            live.tell(new Live("channels", channel.id(), channel.branchId(), java.util.List.of(), null));
        });
    }

    private Answer sent(ChannelAdapter.Request request) throws IOException {
        var host = String.valueOf(request.address().getHost());
        try {
            OutsideAddress.resolve(host, anywhere);
        } catch (OutsideAddress.Inside inside) {
            throw new Refusal.Broken("channels.address-private", "%s lies in our own network and is not called".formatted(host), Map.of("host", host));
        } catch (UnknownHostException unknown) {
            throw new Refusal.Broken("channels.host-unknown", "there is no host %s".formatted(host), Map.of("host", host));
        }
        try {
            var outcome = OutsidePost.send(OutsidePost.Target.of(request.address()), anywhere, request.headers(), request.body().getBytes(StandardCharsets.UTF_8), MOST_ANSWER);
            if (outcome.failure() != null) {
                throw new IOException(outcome.failure());
            }
            return new Answer(outcome.status(), outcome.answer());
        } catch (IllegalArgumentException unusual) {
            throw new Refusal.Broken("channels.header-unusual", "a header cannot be sent: %s".formatted(unusual.getMessage()), Map.of("header", String.valueOf(unusual.getMessage())));
        }
    }

    /** As it goes over the wire, except for the secret. */
    static String shown(ChannelAdapter.Request request, String secret) {
        URI address = request.address();
        var whole = "POST %s\n%s\n\n%s".formatted(address, request.headers().entrySet().stream().map(header -> header.getKey() + ": " + header.getValue()).sorted()
                .collect(Collectors.joining("\n")), request.body());
        return secret.isEmpty() ? whole : whole.replace(secret, "•••").replace(java.net.URLEncoder.encode(secret, StandardCharsets.UTF_8), "•••");
    }
}
