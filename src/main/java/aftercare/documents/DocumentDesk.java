package aftercare.documents;

import aftercare.documents.Document.Visibility;
import aftercare.kernel.Ids;
import aftercare.kernel.Refusal;
import aftercare.kernel.Subject;
import aftercare.timeline.Actor;
import aftercare.timeline.Happening;
import aftercare.timeline.Timeline;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Keeps files. Every method trusts that the caller has already let the actor in to the owner; requests from outside go
 * through {@link DocumentAccess} before they get here, or carry a token that a controller has checked.
 */
@Service
public class DocumentDesk {

    /** One address may leave this much behind in an hour, all addresses together this much in a day. */
    private static final long HELD_FILES_OF_ONE = 60;
    private static final long HELD_BYTES_OF_ONE = 300L << 20;
    private static final long HELD_BYTES_OF_ALL = 4L << 30;

    /** An upload without an owner yet: whoever has the token may attach it. */
    public record HeldUpload(String token, String fileName, String mediaType, long size) {}

    private final DocumentStore documents;
    private final FileStore files;
    private final Pictures pictures;
    private final Timeline timeline;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    DocumentDesk(DocumentStore documents, FileStore files, Pictures pictures, Timeline timeline, ApplicationEventPublisher events,
                 TransactionTemplate transaction, Clock clock) {
        this.documents = documents;
        this.files = files;
        this.pictures = pictures;
        this.timeline = timeline;
        this.events = events;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Transactional
    public Document store(Subject owner, String section, String fileName, byte[] content, Visibility visibility, Actor actor) {
        return store(Ids.next(), owner, section, fileName, new ByteArrayInputStream(content), visibility, actor);
    }

    @Transactional
    public Document store(Subject owner, String section, String fileName, InputStream content, Visibility visibility, Actor actor) {
        return store(Ids.next(), owner, section, fileName, content, visibility, actor);
    }

    /** With an id made by the client: sent twice, kept once. */
    @Transactional
    public Document store(UUID id, Subject owner, String section, String fileName, InputStream content, Visibility visibility, Actor actor) {
        var name = FileNames.cleaned(fileName);
        var kept = keep(content, name);
        var known = documents.find(id);
        if (known.isPresent()) {
            return repeated(known.get(), owner, kept.sha256());
        }
        return add(id, owner, section, kept, visibility, null, actor);
    }

    /**
     * Only the bytes, for documents whose rows are brought in with their own history; taken away again if the transaction fails.
     *
     * @return the SHA-256 under which they lie
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public String keep(byte[] content, String fileName) {
        return keep(new ByteArrayInputStream(content), FileNames.cleaned(fileName)).sha256();
    }

    /** A newer version of a document, in the same place; the earlier one stays but is no longer listed. */
    @Transactional
    public Document storeVersion(UUID earlier, String fileName, InputStream content, Actor actor) {
        var before = get(earlier);
        return add(Ids.next(), before.owner(), before.section(), keep(content, FileNames.cleaned(fileName)), before.visibility(), earlier, actor);
    }

    /** Newest versions, oldest first. */
    @Transactional(readOnly = true)
    public List<Document> of(Subject owner) {
        return documents.of(owner, false);
    }

    /** Only what the customer may see. */
    @Transactional(readOnly = true)
    public List<Document> publicOf(Subject owner) {
        return documents.of(owner, true);
    }

    /** A document and the versions before it, this one first. */
    @Transactional(readOnly = true)
    public List<Document> history(UUID id) {
        return documents.history(id);
    }

    @Transactional(readOnly = true)
    public Document get(UUID id) {
        return documents.find(id).orElseThrow(() -> missing(id));
    }

    /** Also one that was taken out of sight since: for what was promised before. */
    @Transactional(readOnly = true)
    public Document kept(UUID id) {
        return documents.findKept(id).orElseThrow(() -> missing(id));
    }

    public Path file(Document document) {
        return files.place(document.sha256());
    }

    public byte[] bytes(UUID id) {
        try {
            return Files.readAllBytes(file(get(id)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A small JPEG of a picture; empty when there can be none. */
    public Optional<Path> thumbnail(Document document) {
        try {
            var place = files.thumbnail(document.sha256());
            return pictures.thumbnail(file(document), document.mediaType(), place) ? Optional.of(place) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes a document out of sight. The row and the bytes stay, and the timeline tells. */
    @Transactional
    public void remove(UUID id, Actor actor) {
        var document = get(id);
        var now = clock.instant();
        if (documents.remove(id, actor.user(), now)) {
            timeline.write(new Happening("documents.removed", now, actor, Happening.Visibility.INTERNAL, List.of(document.owner()),
                    Map.of("document", id, "fileName", document.fileName())));
            events.publishEvent(new DocumentEvent.Removed(id, document.owner(), now));
        }
    }

    /** The customer has it now, and may see it. */
    @Transactional
    public void show(UUID id) {
        documents.show(get(id).id());
    }

    /** Gives a document to another owner; its name and who sent it stay. */
    @Transactional
    public void handOver(UUID id, Subject owner, String section) {
        documents.handOver(get(id).id(), owner, section);
    }

    /** Keeps a file from somebody without an account until it is claimed, at most a day. */
    @Transactional
    public HeldUpload hold(String fileName, InputStream content, String address) {
        var name = FileNames.cleaned(fileName);
        return hold(name, content, address, file -> MediaTypes.of(file, name));
    }

    /** As {@link #hold}, for a few spoken words and nothing else. */
    @Transactional
    HeldUpload holdVoice(InputStream content, String address) {
        return hold("voice", content, address, Voice::of);
    }

    private HeldUpload hold(String fileName, InputStream content, String address, Function<Path, String> type) {
        var now = clock.instant();
        var ofOne = documents.heldSince(now.minus(Duration.ofHours(1)), address);
        var ofAll = documents.heldSince(now.minus(Duration.ofDays(1)), null);
        if (ofOne.files() >= HELD_FILES_OF_ONE || ofOne.bytes() >= HELD_BYTES_OF_ONE || ofAll.bytes() >= HELD_BYTES_OF_ALL) {
            throw new Refusal.TooMany("documents.uploads-slowed", "too many files were sent from here; try again later", 3600);
        }
        var kept = keep(content, fileName, type);
        var bytes = new byte[24];
        random.nextBytes(bytes);
        var token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        documents.hold(hash(token), kept, address, now);
        return new HeldUpload(token, kept.fileName(), kept.mediaType(), kept.size());
    }

    /** Gives held uploads to their owner, each once. */
    @Transactional
    public List<Document> claim(Collection<String> tokens, Subject owner, String section, Visibility visibility, Actor actor) {
        return tokens.stream().distinct()
                .map(token -> documents.release(hash(token)).orElseThrow(() -> new Refusal.Broken("documents.upload-gone",
                        "an uploaded file was kept for a day only, or has been used already; send it again", Map.of())))
                .map(held -> {
                    documents.guard(held.sha256());
                    return add(Ids.next(), owner, section, held, visibility, null, actor);
                })
                .toList();
    }

    /** Removes what nobody claimed within a day. */
    void forgetUnclaimed() {
        var forgotten = transaction.execute(_ -> documents.forgetHeldBefore(clock.instant().minus(Duration.ofDays(1))));
        forgotten.forEach(this::removeIfNotNeeded);
    }

    private Document add(UUID id, Subject owner, String section, DocumentStore.Held kept, Visibility visibility, @Nullable UUID versionOf, Actor actor) {
        var now = clock.instant();
        var document = new Document(id, owner, section, kept.fileName(), kept.mediaType(), kept.size(), kept.sha256(), visibility, versionOf,
                null, actor.user(), actor.name(), now);
        documents.add(document);
        timeline.write(new Happening("documents.attached", now, actor,
                visibility == Visibility.PUBLIC ? Happening.Visibility.PUBLIC : Happening.Visibility.INTERNAL, List.of(owner),
                Map.of("document", id, "section", section, "fileName", kept.fileName(), "mediaType", kept.mediaType())));
        events.publishEvent(new DocumentEvent.Attached(id, owner, section, visibility == Visibility.PUBLIC, now));
        return document;
    }

    /** Checks a file and puts it in its place; taken away again if the surrounding transaction fails. */
    private DocumentStore.Held keep(InputStream content, String name) {
        return keep(content, name, file -> MediaTypes.of(file, name));
    }

    private DocumentStore.Held keep(InputStream content, String name, Function<Path, String> typeOf) {
        try {
            var arrived = files.receive(content, name);
            try {
                var type = typeOf.apply(arrived.file());
                pictures.check(arrived.file(), type, name);
                documents.guard(arrived.sha256());
                files.place(arrived);
                onRollback(arrived.sha256());
                return new DocumentStore.Held(named(name, type), type, arrived.size(), arrived.sha256());
            } finally {
                files.drop(arrived);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String named(String name, String type) {
        return name.indexOf('.') > 0 ? name : name + "." + MediaTypes.ending(type);
    }

    private static Document repeated(Document known, Subject owner, String sha256) {
        if (!known.owner().equals(owner) || !known.sha256().equals(sha256)) {
            throw new Refusal.Conflict("documents.id-taken", "another document already has the id %s".formatted(known.id()), Map.of("id", known.id()));
        }
        return known;
    }

    private void onRollback(String sha256) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCompletion(int status) {
                if (status == STATUS_ROLLED_BACK) {
                    Thread.ofVirtual().start(() -> removeIfNotNeeded(sha256));
                }
            }
        });
    }

    private void removeIfNotNeeded(String sha256) {
        transaction.executeWithoutResult(_ -> {
            documents.lock(sha256);
            if (!documents.needed(sha256)) {
                files.remove(sha256);
            }
        });
    }

    private static String hash(String token) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static Refusal.Missing missing(UUID id) {
        return new Refusal.Missing("documents.missing", "there is no document %s".formatted(id), Map.of("id", id));
    }
}
