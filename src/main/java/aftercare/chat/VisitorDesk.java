package aftercare.chat;

import aftercare.documents.Document;
import aftercare.documents.DocumentDesk;
import aftercare.identity.Scope;
import aftercare.kernel.Ids;
import aftercare.kernel.Refusal;
import aftercare.platform.Live;
import aftercare.platform.LiveUpdates;
import aftercare.timeline.Actor;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The visitor's side: to begin, to write, to go. Whoever holds the token is the visitor. */
@Service
@Transactional
class VisitorDesk {

    /** From one address in an hour: a school behind one address may have many who ask, hardly more than these. */
    static final int MOST_BEGUN = 30;
    static final int MOST_IN_A_MINUTE = 30;
    static final int MOST_PICTURES = 20;
    static final long LARGEST_PICTURE = 10L << 20;
    /** What a visitor is writing is told to the other side, without a word of it. */
    static final String TYPING = "chat-typing";
    private static final Set<String> LANGUAGES = Set.of("zh-CN", "zh-TW", "en");

    record Hello(@Nullable String site, String name, String phone, String email, String about, String device, String language, String page) {}

    private record Who(UUID branch, @Nullable UUID customer, @Nullable UUID device, String name, String phone, String email) {}

    private final ChatStore chats;
    private final ChatSites sites;
    private final ChatReports reports;
    private final ChatTranscripts transcripts;
    private final DocumentDesk documents;
    private final LiveUpdates live;
    private final ApplicationEventPublisher events;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final Pace asking = new Pace(600, Duration.ofMinutes(1));
    private final Pace typing = new Pace(1, Duration.ofSeconds(1));
    private final Pace leaving = new Pace(20, Duration.ofHours(1));

    VisitorDesk(ChatStore chats, ChatSites sites, ChatReports reports, ChatTranscripts transcripts, DocumentDesk documents, LiveUpdates live,
                ApplicationEventPublisher events, JdbcClient jdbc, Clock clock) {
        this.chats = chats;
        this.sites = sites;
        this.reports = reports;
        this.transcripts = transcripts;
        this.documents = documents;
        this.live = live;
        this.events = events;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * @param key the token, of the visitor's making, so that a beginning whose answer was lost can be sent again; null: we make one
     * @return the token, which is nowhere else
     */
    String begin(Hello hello, @Nullable String key, String address, @Nullable Scope signedIn) {
        var now = clock.instant();
        if (key != null && chats.isBegun(hash(key))) {
            return key;
        }
        var site = sites.open(hello.site()).orElseThrow(ChatSites::missing);
        if (!sites.hours(site, now).open()) {
            throw new Refusal.Conflict("chat.closed", "nobody is here now; leave a message instead", Map.of());
        }
        if (chats.begunSince(address, now.minus(Duration.ofHours(1))) >= MOST_BEGUN) {
            throw new Refusal.TooMany("chat.too-many-begun", "too many conversations were begun from your network; call us instead", 3600);
        }
        var who = who(site, hello, signedIn);
        var token = key == null ? newToken() : key;
        var chat = new Conversation(Ids.next(), site.id(), who.branch(), ChatStatus.WAITING, who.name(), who.phone(), who.email(), cut(hello.about().strip(), 1000), who.device(),
                who.customer(), null, null, LANGUAGES.contains(hello.language()) ? hello.language() : "zh-CN", address, now, now, now, now, 0, null);
        chats.add(chat, hash(token), cut(hello.page(), 500));
        chats.write(chat, Line.text(Ids.next(), Author.VISITOR, Actor.guest(who.name()), chat.about()), now);
        events.publishEvent(new ChatEvent.Waiting(chat.id(), chat.branchId(), who.name(), chat.about(), now));
        return token;
    }

    private String newToken() {
        var bytes = new byte[24];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Outside the hours, or for whoever does not want to wait. @param id of the visitor's making: sent twice, kept once */
    void leaveMessage(UUID id, Hello hello, String address, @Nullable Scope signedIn) {
        var now = clock.instant();
        leaving.require(address, now);
        var site = sites.open(hello.site()).orElseThrow(ChatSites::missing);
        var who = who(site, hello, signedIn);
        reports.keep(id, who.branch(), who.name(), who.phone(), who.email(), hello.about().strip(), address, who.device(), "chat.message-left", now);
        live.tell(Live.ofBranch("intake", null, who.branch()));
    }

    private Who who(ChatSites.Site site, Hello hello, @Nullable Scope signedIn) {
        var name = hello.name().strip();
        var phone = hello.phone().strip();
        var email = hello.email().strip();
        var device = hello.device().isBlank() ? null : device(hello.device().strip());
        if (signedIn != null && signedIn.customer() != null) {
            var branch = jdbc.sql("select branch_id from customers.customer where id = :id").param("id", signedIn.customer()).query(UUID.class).single();
            return new Who(branch, signedIn.customer(), device == null ? null : device.id(), name.isEmpty() ? signedIn.name() : name, phone, email);
        }
        if (name.isEmpty()) {
            throw new Refusal.Broken("chat.nameless", "say who you are", Map.of());
        }
        if (phone.isEmpty() && email.isEmpty()) {
            throw new Refusal.Broken("chat.unreachable", "leave a phone number or an e-mail address, so that we can reach you when the line breaks", Map.of());
        }
        return new Who(device == null ? site.branchId() : device.branchId(), null, device == null ? null : device.id(), name, phone, email);
    }

    private record Device(UUID id, UUID branchId) {}

    /** By number or serial. Nothing of it is shown to the visitor; a number nobody knows is no reason to send anybody away. */
    private @Nullable Device device(String words) {
        return jdbc.sql("""
                select id, branch_id from assets.device where number = :words and state <> 'SCRAPPED'
                union all select id, branch_id from assets.device where serial = :words and serial <> '' and state <> 'SCRAPPED' limit 1
                """).param("words", words.replace("\0", "")).query(Device.class).optional().orElse(null);
    }

    /** Asking is cheap, but not free. */
    void mayAsk(String token, String address) {
        var now = clock.instant();
        asking.require(address, now);
        asking.require(hash(token), now);
    }

    void say(String token, UUID id, String text) {
        var now = clock.instant();
        var chat = going(token);
        notTooFast(chat, now);
        write(chat, Line.text(id, Author.VISITOR, visitor(chat), text), now);
    }

    void show(String token, UUID id, String fileName, InputStream content, long size) {
        var now = clock.instant();
        var chat = going(token);
        notTooFast(chat, now);
        var picture = picture(chats, documents, chat, id, fileName, content, size, visitor(chat));
        write(chat, new Line(id, MessageKind.PICTURE, Author.VISITOR, visitor(chat), "", picture, Map.of()), now);
    }

    /** Kept with the conversation; refused unless it is a picture that every browser can draw. */
    static UUID picture(ChatStore chats, DocumentDesk documents, Conversation chat, UUID id, String fileName, InputStream content, long size, Actor by) {
        if (size > LARGEST_PICTURE) {
            throw new Refusal.Broken("chat.picture-large", "a picture has at most %d MB".formatted(LARGEST_PICTURE >> 20), Map.of("megabytes", LARGEST_PICTURE >> 20));
        }
        if (chats.pictures(chat.id()).size() >= MOST_PICTURES) {
            throw new Refusal.Broken("chat.too-many-pictures", "a conversation holds at most %d pictures".formatted(MOST_PICTURES), Map.of("most", MOST_PICTURES));
        }
        var picture = documents.store(id, chat.subject(), "picture", fileName, content, Document.Visibility.PUBLIC, by);
        if (!picture.isDrawnEverywhere()) {
            throw new Refusal.Broken("chat.no-picture", "%s is no picture".formatted(picture.fileName()), Map.of("name", picture.fileName()));
        }
        return picture.id();
    }

    private void write(Conversation chat, Line line, Instant now) {
        if (chats.write(chat, line, now)) {
            chats.unanswered(chat.id(), now);
        }
    }

    void typing(String token) {
        var hash = hash(token);
        if (typing.allows(hash, clock.instant())) {
            var chat = chats.lockOf(hash);
            if (!chat.status().isOver()) {
                live.tell(Live.ofBranch(TYPING, chat.id(), chat.branchId()));
            }
        }
    }

    /** The visitor goes. Whoever was not answered yet is called back. */
    void leave(String token) {
        var now = clock.instant();
        var chat = chats.lockOf(hash(token));
        if (chat.status().isOver()) {
            return;
        }
        var act = chat.status() == ChatStatus.WAITING ? ChatAct.GIVE_UP : ChatAct.END;
        chats.write(chat, Line.event(Ids.next(), visitor(chat), Map.of("what", "visitor-left")), now);
        chats.became(chat, chat.status().after(act), chat.agentId(), chat.waitingSince(), now, now);
        if (act == ChatAct.GIVE_UP) {
            reports.keep(chat, "chat.visitor-left", now);
        }
        transcripts.attach(chat.id());
    }

    void rate(String token, int stars, String words) {
        var chat = chats.lockOf(hash(token));
        if (chat.status() != ChatStatus.ENDED) {
            throw new Refusal.Conflict("chat.not-over", "a conversation is rated when it is over", Map.of());
        }
        chats.rated(chat.id(), stars, words.strip());
        chats.tell(chat);
    }

    private Conversation going(String token) {
        var chat = chats.lockOf(hash(token));
        if (chat.status().isOver()) {
            throw new Refusal.Conflict("chat.over", "this conversation is over; begin another", Map.of());
        }
        return chat;
    }

    private void notTooFast(Conversation chat, Instant now) {
        if (chats.writtenSince(chat.id(), now.minus(Duration.ofMinutes(1))) >= MOST_IN_A_MINUTE) {
            throw new Refusal.TooMany("chat.too-fast", "that was too often in a short time; wait a moment", 60);
        }
    }

    private static Actor visitor(Conversation chat) {
        return Actor.guest(chat.visitorName());
    }

    static String hash(String token) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String cut(String text, int most) {
        return text.codePointCount(0, text.length()) <= most ? text : text.substring(0, text.offsetByCodePoints(0, most));
    }
}
