package aftercare.mail;

import aftercare.kernel.Ids;
import jakarta.mail.MessagingException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Keeps every active mailbox read by exactly one node. A node leases a mailbox for a minute and renews the lease; when it dies,
 * another one takes over. A reader waits for news by IMAP IDLE, connects anew after a failure with a growing pause, and says on the
 * mailbox what went wrong.
 */
@Component
class MailRoom implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(MailRoom.class);
    private static final Duration LEASE = Duration.ofSeconds(60);
    private static final Duration RENEWED_EVERY = Duration.ofSeconds(10);
    private static final Duration LOOKED_EVERY = Duration.ofMinutes(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    private final UUID me = Ids.next();
    private final MailboxStore mailboxes;
    private final MailServers servers;
    private final MailReader reader;
    private final MailDesk desk;
    private final Clock clock;
    private final boolean reads;
    /** Servers end a connection that is silent, and what comes just before the waiting begins not every one of them tells. */
    private final Duration wokenEvery;
    private final Map<UUID, Visit> visits = new HashMap<>();
    private volatile @Nullable CountDownLatch closing;

    MailRoom(MailboxStore mailboxes, MailServers servers, MailReader reader, MailDesk desk, Clock clock, @Value("${aftercare.mail.read:true}") boolean reads,
             @Value("${aftercare.mail.woken-every:50s}") Duration wokenEvery) {
        this.mailboxes = mailboxes;
        this.servers = servers;
        this.reader = reader;
        this.desk = desk;
        this.clock = clock;
        this.reads = reads;
        this.wokenEvery = wokenEvery;
    }

    @Override
    public void start() {
        if (reads) {
            var until = new CountDownLatch(1);
            closing = until;
            Thread.ofVirtual().name("mail-room").start(() -> attend(until));
        }
    }

    @Override
    public void stop() {
        var until = closing;
        closing = null;
        if (until != null) {
            until.countDown();
            synchronized (visits) {
                visits.values().forEach(Visit::end);
                visits.clear();
            }
            mailboxes.release(me);
        }
    }

    @Override
    public boolean isRunning() {
        return closing != null;
    }

    private void attend(CountDownLatch until) {
        do {
            try {
                makeVisits();
            } catch (RuntimeException databaseTrouble) {
                log.warn("mailboxes could not be looked up: {}", databaseTrouble.getMessage());
            }
        } while (!reached(until, RENEWED_EVERY));
    }

    private void makeVisits() {
        var mine = mailboxes.lease(me, clock.instant(), LEASE).stream().collect(Collectors.toMap(Mailbox::id, mailbox -> mailbox));
        synchronized (visits) {
            if (closing == null) {
                return;
            }
            visits.values().removeIf(visit -> {
                var mailbox = mine.get(visit.mailbox);
                var stays = mailbox != null && mailbox.version() == visit.version && visit.thread.isAlive();
                if (!stays) {
                    visit.end();
                }
                return !stays;
            });
            mine.values().forEach(mailbox -> visits.computeIfAbsent(mailbox.id(), _ -> new Visit(mailbox)));
            visits.values().forEach(Visit::wake);
        }
    }

    /** @return false when the time ran out first */
    private static boolean reached(CountDownLatch until, Duration time) {
        try {
            return until.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** One mailbox being read, until it ends. */
    private final class Visit {

        private final UUID mailbox;
        private final int version;
        private final Thread thread;
        private final CountDownLatch over = new CountDownLatch(1);
        private volatile @Nullable IMAPFolder open;
        private volatile Instant woken = clock.instant();

        Visit(Mailbox mailbox) {
            this.mailbox = mailbox.id();
            this.version = mailbox.version();
            this.thread = Thread.ofVirtual().name("mail-" + mailbox.settings().address()).start(this::serve);
        }

        void end() {
            over.countDown();
            var folder = open;
            if (folder != null) {
                Thread.ofVirtual().start(() -> closed(folder));
            }
        }

        /** Any command ends the waiting; the server is asked for news, and the connection stays in use. */
        void wake() {
            var folder = open;
            if (folder != null && woken.plus(wokenEvery).isBefore(clock.instant())) {
                woken = clock.instant();
                Thread.ofVirtual().start(() -> {
                    try {
                        asked(folder);
                    } catch (MessagingException gone) {
                        log.debug("the connection of mailbox {} is gone: {}", mailbox, gone.getMessage());
                    }
                });
            }
        }

        private void serve() {
            var pause = Duration.ofSeconds(5);
            while (over.getCount() > 0) {
                try (var store = servers.open(mailboxes.get(mailbox), MailServers.READING_MILLIS)) {
                    var folder = MailReader.inbox(store);
                    open = folder;
                    while (over.getCount() > 0) {
                        asked(folder);
                        var known = folder.getMessageCount();
                        reader.readNew(mailbox, me, folder);
                        desk.understandAll(mailbox);
                        pause = Duration.ofSeconds(5);
                        asked(folder);
                        if (folder.getMessageCount() != known) {
                            // News came while we were busy; the server does not tell it again.
                            continue;
                        }
                        if (store.hasCapability("IDLE")) {
                            folder.idle(true);
                        } else if (reached(over, LOOKED_EVERY)) {
                            return;
                        }
                    }
                } catch (MailReader.LeaseLost another) {
                    return;
                } catch (Exception failed) {
                    if (over.getCount() == 0) {
                        return;
                    }
                    report(failed);
                    if (reached(over, pause)) {
                        return;
                    }
                    pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
                } finally {
                    open = null;
                }
            }
        }

        private void report(Exception failed) {
            log.warn("mailbox {} cannot be read: {}", mailbox, failed.getMessage());
            try {
                mailboxes.failed(mailbox, MailServers.reason(failed), clock.instant());
            } catch (RuntimeException databaseTrouble) {
                log.warn("that mailbox {} cannot be read could not be noted: {}", mailbox, databaseTrouble.getMessage());
            }
        }
    }

    /** The library asks at most once a second by itself, and answers from memory in between. */
    private static void asked(IMAPFolder folder) throws MessagingException {
        folder.doCommand(protocol -> {
            protocol.simpleCommand("NOOP", null);
            return null;
        });
    }

    private static void closed(IMAPFolder folder) {
        try {
            folder.getStore().close();
        } catch (MessagingException gone) {
            log.debug("a mailbox was closed that was closed already: {}", gone.getMessage());
        }
    }
}
