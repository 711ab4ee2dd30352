package aftercare.mail;

import aftercare.kernel.Refusal;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** How a mailbox acknowledges a report, and how it signs, in each language; and in which language it speaks to somebody. */
@Component
class MailboxWords {

    static final List<String> LANGUAGES = List.of("zh-CN", "zh-TW", "en");
    private static final String USUAL = "zh-CN";
    private static final Set<String> PLACES = Set.of("name", "number", "answer", "arrive", "restore", "link", "signature");
    private static final Pattern PLACE = Pattern.compile("\\{\\{(.*?)}}");

    /** @param received empty: the usual words, which are {@code usual}. {@code signature} empty: that of the mailbox */
    record Words(String language, String signature, String received, String usual) {}

    /** What stands instead of the usual words; empty keeps those. */
    record Own(@NotNull String language, @NotNull @Size(max = 2000) String signature, @NotNull @Size(max = 4000) String received) {}

    private final JdbcClient jdbc;

    MailboxWords(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Words> of(UUID mailbox) {
        var own = jdbc.sql("select language, signature, received, '' as usual from mail.mailbox_words where mailbox_id = :id").param("id", mailbox).query(Words.class).list()
                .stream().collect(Collectors.toMap(Words::language, words -> words));
        return LANGUAGES.stream().map(language -> {
            var words = own.get(language);
            return new Words(language, words == null ? "" : words.signature(), words == null ? "" : words.received(), usual(language));
        }).toList();
    }

    @Transactional
    void change(UUID mailbox, List<Own> words) {
        words.forEach(MailboxWords::check);
        words.forEach(own -> jdbc.sql("""
                insert into mail.mailbox_words (mailbox_id, language, signature, received) values (:id, :language, :signature, :received)
                on conflict (mailbox_id, language) do update set signature = excluded.signature, received = excluded.received
                """).param("id", mailbox).param("language", own.language()).param("signature", own.signature().strip()).param("received", own.received().strip()).update());
    }

    private static void check(Own words) {
        if (!LANGUAGES.contains(words.language())) {
            throw new Refusal.Broken("mail.words-language", "there are words in zh-CN, zh-TW and en", Map.of());
        }
        PLACE.matcher(words.received()).results().map(place -> place.group(1)).filter(place -> !PLACES.contains(place)).findFirst().ifPresent(place -> {
            throw new Refusal.Broken("mail.words-place", "nothing is called {{%s}}".formatted(place), Map.of("place", place));
        });
    }

    /** As they chose in the portal, otherwise as they write themselves. */
    String language(String address, String words) {
        return jdbc.sql("select locale from identity.app_user where lower(email) = :address and customer_id is not null and active order by id limit 1")
                .param("address", address).query(String.class).optional().or(() -> MailLanguage.of(words)).orElse(USUAL);
    }

    /** The house's own words, if it has any. */
    Optional<String> received(UUID mailbox, String language) {
        return jdbc.sql("select received from mail.mailbox_words where mailbox_id = :id and language = :language and received <> ''").param("id", mailbox)
                .param("language", language).query(String.class).optional();
    }

    /** With the line above it by which mail programs know it; empty when there is none. */
    String signature(@Nullable Mailbox mailbox, String language) {
        if (mailbox == null) {
            return "";
        }
        var signature = jdbc.sql("select signature from mail.mailbox_words where mailbox_id = :id and language = :language and signature <> ''").param("id", mailbox.id())
                .param("language", language).query(String.class).optional().orElse(mailbox.settings().signature()).strip();
        return signature.isEmpty() ? "" : "-- \n" + signature;
    }

    private static String usual(String language) {
        try (var file = MailboxWords.class.getResourceAsStream("/aftercare/mail/mail/received.%s.txt".formatted(language))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().skip(2).collect(Collectors.joining("\n")).strip();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
