package aftercare.documents;

import static aftercare.documents.Samples.picture;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import aftercare.AftercareTest;
import aftercare.Client;
import aftercare.documents.Document.Visibility;
import aftercare.identity.Role;
import aftercare.kernel.Ids;
import aftercare.kernel.Refusal;
import aftercare.kernel.Subject;
import aftercare.timeline.Actor;
import aftercare.timeline.Timeline;
import java.awt.Color;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@AftercareTest
class DocumentTests {

    private static final Actor SOMEBODY = Actor.guest("王女士");

    @Autowired DocumentDesk desk;
    @Autowired DocumentStore store;
    @Autowired FileStore files;
    @Autowired Timeline timeline;
    @Autowired Client.Clients clients;
    @Autowired JdbcClient jdbc;
    @Autowired TransactionTemplate transaction;
    @Autowired Clock clock;

    final Subject thing = Subject.of("thing", Ids.next());

    @Test
    void areKeptOnceHoweverOftenTheyAreAttached() throws IOException {
        var content = picture("png", 40, 30);

        var first = desk.store(thing, "photo", "a.png", content, Visibility.PUBLIC, SOMEBODY);
        var second = desk.store(Subject.of("thing", Ids.next()), "photo", "b.png", content, Visibility.PUBLIC, SOMEBODY);

        assertThat(second.sha256()).isEqualTo(first.sha256());
        assertThat(desk.bytes(second.id())).isEqualTo(content);
        assertThat(Files.list(desk.file(first).getParent())).hasSize(1);
    }

    @Test
    void leaveATraceOnTheTimelineOfTheirOwner() {
        var document = desk.store(thing, "photo", "现场.png", picture("png", 4, 4), Visibility.INTERNAL, SOMEBODY);

        assertThat(timeline.of(thing, false, null, 10).rows()).singleElement().satisfies(entry -> {
            assertThat(entry.kind()).isEqualTo("documents.attached");
            assertThat(entry.visibleToCustomer()).isFalse();
            assertThat(entry.facts()).containsEntry("fileName", "现场.png").containsEntry("document", document.id().toString());
        });
    }

    @Test
    void sentTwiceWithTheSameIdAreKeptOnce() {
        var id = Ids.next();
        var content = picture("png", 5, 5);

        desk.store(id, thing, "before", "a.png", new ByteArrayInputStream(content), Visibility.PUBLIC, SOMEBODY);
        desk.store(id, thing, "before", "a.png", new ByteArrayInputStream(content), Visibility.PUBLIC, SOMEBODY);

        assertThat(desk.of(thing)).hasSize(1);
        assertThatExceptionOfType(Refusal.Conflict.class).isThrownBy(() -> desk.store(id, thing, "before", "other.png",
                new ByteArrayInputStream(picture("png", 6, 6)), Visibility.PUBLIC, SOMEBODY));
    }

    @Test
    void ofANewVersionHideTheEarlierOne() {
        var first = desk.store(thing, "report", "报告.pdf", Samples.text("%PDF-1.7 one"), Visibility.PUBLIC, SOMEBODY);

        var second = desk.storeVersion(first.id(), "报告.pdf", new ByteArrayInputStream(Samples.text("%PDF-1.7 two")), SOMEBODY);

        assertThat(desk.of(thing)).extracting(Document::id).containsExactly(second.id());
        assertThat(desk.bytes(first.id())).asString().endsWith("one");
    }

    @Test
    void leaveNoFileBehindWhenTheTransactionFails() {
        var content = picture("png", 77, 3);
        var sha = transaction.execute(attempt -> {
            attempt.setRollbackOnly();
            return desk.store(thing, "photo", "a.png", content, Visibility.PUBLIC, SOMEBODY).sha256();
        });

        org.awaitility.Awaitility.await().untilAsserted(() -> assertThat(files.place(sha)).doesNotExist());
    }

    @Test
    void overTheLimitAreRefusedBeforeTheyFillTheDisk() throws IOException {
        var endless = new java.io.InputStream() {
            @Override
            public int read() {
                return 'a';
            }
        };
        assertThatExceptionOfType(Refusal.Broken.class)
                .isThrownBy(() -> desk.store(thing, "photo", "big.txt", endless, Visibility.PUBLIC, SOMEBODY))
                .withMessage("big.txt is larger than 20 MB");
        assertThat(Files.list(files.place("0".repeat(64)).getParent().getParent().getParent().resolve("arriving"))).isEmpty();
    }

    @Test
    void thatAreEmptyAreRefused() {
        assertThatExceptionOfType(Refusal.Broken.class)
                .isThrownBy(() -> desk.store(thing, "photo", "nothing.jpg", new byte[0], Visibility.PUBLIC, SOMEBODY))
                .withMessage("nothing.jpg is empty");
    }

    @Nested
    class Pictures {

        @Test
        void thatWouldUnpackToTooMuchAreRefusedByTheirHeaderAlone() {
            assertThatExceptionOfType(Refusal.Broken.class)
                    .isThrownBy(() -> desk.store(thing, "photo", "bomb.png", Samples.pngClaiming(60_000, 60_000), Visibility.PUBLIC, SOMEBODY))
                    .withMessage("bomb.png has 60000 × 60000 pixels, more than 100 million");
        }

        @Test
        void thatAreDamagedAreRefused() {
            var torn = java.util.Arrays.copyOf(picture("jpg", 30, 30), 12);
            assertThatExceptionOfType(Refusal.Broken.class)
                    .isThrownBy(() -> desk.store(thing, "photo", "torn.jpg", torn, Visibility.PUBLIC, SOMEBODY))
                    .withMessage("torn.jpg is damaged or not a picture");
        }

        @Test
        void haveASmallViewThatStandsUpright() throws IOException {
            var photo = Samples.turned(picture("jpg", 800, 400), 6);
            var document = desk.store(thing, "photo", "upright.jpg", photo, Visibility.PUBLIC, SOMEBODY);

            var small = ImageIO.read(desk.thumbnail(document).orElseThrow().toFile());

            assertThat(small.getWidth()).isEqualTo(240);
            assertThat(small.getHeight()).isEqualTo(480);
            assertThat(new Color(small.getRGB(120, 60)).getRed()).as("what was left is now above").isGreaterThan(200);
            assertThat(new Color(small.getRGB(120, 420)).getBlue()).isGreaterThan(200);
        }

        @Test
        void withoutASmallViewSaySo() {
            var pdf = desk.store(thing, "photo", "a.pdf", Samples.text("%PDF-1.7"), Visibility.PUBLIC, SOMEBODY);
            assertThat(desk.thumbnail(pdf)).isEmpty();
        }
    }

    @Nested
    class OverHttp {

        Client agent;

        @BeforeEach
        void signIn() {
            agent = clients.with(Role.AGENT, null);
        }

        @Test
        void anAgentAttachesListsReadsAndRemoves() {
            var content = picture("png", 20, 10);

            var attached = agent.upload("现场 照片.png", content, "/api/documents?ownerKind=thing&ownerId={id}&section=photo", thing.id());
            assertThat(attached).hasStatus(HttpStatus.CREATED).bodyJson().extractingPath("$.mediaType").isEqualTo("image/png");
            var id = desk.of(thing).getFirst().id();

            assertThat(agent.get("/api/documents?ownerKind=thing&ownerId={id}", thing.id())).hasStatusOk()
                    .bodyJson().extractingPath("$.rows[0].fileName").isEqualTo("现场 照片.png");
            assertThat(agent.get("/api/documents/{id}", id)).hasStatusOk()
                    .hasContentType("image/png").hasHeader("X-Content-Type-Options", "nosniff")
                    .hasHeader("Cache-Control", "max-age=600, private").body().isEqualTo(content);
            assertThat(agent.get("/api/documents/{id}/thumb", id)).hasStatusOk().hasContentType("image/jpeg");

            assertThat(agent.delete("/api/documents/{id}", id)).hasStatus(HttpStatus.NO_CONTENT);
            assertThat(agent.get("/api/documents/{id}", id)).hasStatus(HttpStatus.NOT_FOUND);
        }

        @Test
        void whatIsNotAPictureIsADownloadWithItsOwnName() {
            var pdf = desk.store(thing, "report", "服务单 1.pdf", Samples.text("%PDF-1.7"), Visibility.PUBLIC, SOMEBODY);

            assertThat(agent.get("/api/documents/{id}", pdf.id()).getResponse().getHeader("Content-Disposition"))
                    .startsWith("attachment").contains("filename*=UTF-8''%E6%9C%8D");
        }

        @Test
        void anUnchangedDocumentIsNotSentAgain() {
            var photo = desk.store(thing, "photo", "a.png", picture("png", 9, 9), Visibility.PUBLIC, SOMEBODY);

            assertThat(agent.sending("If-None-Match", "\"" + photo.sha256() + "\"").get("/api/documents/{id}", photo.id()))
                    .hasStatus(HttpStatus.NOT_MODIFIED);
        }

        @Test
        void somebodyElsesDocumentDoesNotExist() {
            var customer = customer();
            var other = clients.with(Role.CUSTOMER, null, null, customer());
            var own = clients.with(Role.CUSTOMER, null, null, customer);
            var owner = Subject.of("thing", customer);
            var shown = desk.store(owner, "photo", "a.png", picture("png", 9, 9), Visibility.PUBLIC, SOMEBODY);
            var hidden = desk.store(owner, "photo", "b.png", picture("png", 8, 8), Visibility.INTERNAL, SOMEBODY);

            assertThat(own.get("/api/documents/{id}", shown.id())).hasStatusOk();
            assertThat(own.get("/api/documents/{id}", hidden.id())).hasStatus(HttpStatus.NOT_FOUND);
            assertThat(own.get("/api/documents?ownerKind=thing&ownerId={id}", customer)).bodyJson().extractingPath("$.rows").asArray().hasSize(1);
            assertThat(other.get("/api/documents/{id}", shown.id())).hasStatus(HttpStatus.NOT_FOUND);
            assertThat(other.get("/api/documents/{id}/thumb", shown.id())).hasStatus(HttpStatus.NOT_FOUND);
            assertThat(other.delete("/api/documents/{id}", shown.id())).hasStatus(HttpStatus.NOT_FOUND);
            assertThat(other.get("/api/documents?ownerKind=thing&ownerId={id}", customer)).hasStatus(HttpStatus.NOT_FOUND);
            assertThat(clients.nobody().get("/api/documents/{id}", shown.id())).hasStatus(HttpStatus.UNAUTHORIZED);
        }

        @Test
        void lookingIsNotAttaching() {
            var finance = clients.with(Role.FINANCE, null);
            assertThat(finance.upload("a.png", picture("png", 3, 3), "/api/documents?ownerKind=thing&ownerId={id}", thing.id()))
                    .hasStatus(HttpStatus.FORBIDDEN).bodyJson().extractingPath("$.code").isEqualTo("documents.may-not-attach");
        }

        @Test
        void ownersOfAnUnknownKindAreClosed() {
            assertThat(agent.get("/api/documents?ownerKind=secret&ownerId={id}", thing.id())).hasStatus(HttpStatus.NOT_FOUND);
        }

        private UUID customer() {
            var branch = Ids.next();
            var customer = Ids.next();
            jdbc.sql("insert into identity.branch (id, code, name) values (:id, :code, '测试分公司')").param("id", branch)
                    .param("code", branch.toString()).update();
            jdbc.sql("""
                    insert into customers.customer (id, number, name, kind, branch_id, created_at)
                    values (:id, :number, '测试客户', 'COMPANY', :branch, now())
                    """).param("id", customer).param("number", customer.toString()).param("branch", branch).update();
            return customer;
        }
    }

    @Nested
    class HeldForAReport {

        @Test
        void belongToWhoeverHasTheTokenOnce() {
            var answer = clients.nobody().upload("故障.jpg", picture("jpg", 64, 64), "/api/public/reports/photos");
            assertThat(answer).hasStatus(HttpStatus.CREATED);
            var token = com.jayway.jsonpath.JsonPath.<String>read(new String(answer.getResponse().getContentAsByteArray()), "$.token");

            var claimed = desk.claim(List.of(token, token), thing, "photo", Visibility.PUBLIC, SOMEBODY);

            assertThat(claimed).singleElement().satisfies(photo -> assertThat(photo.fileName()).isEqualTo("故障.jpg"));
            assertThatExceptionOfType(Refusal.Broken.class)
                    .isThrownBy(() -> desk.claim(List.of(token), thing, "photo", Visibility.PUBLIC, SOMEBODY))
                    .satisfies(refusal -> assertThat(refusal.code()).isEqualTo("documents.upload-gone"));
        }

        @Test
        void andNeverClaimedAreForgottenWithTheirBytesAfterADay() {
            var held = desk.hold("a.png", new ByteArrayInputStream(picture("png", 61, 7)), "192.0.2.1");
            var sha = jdbc.sql("select sha256 from documents.held_upload where address = '192.0.2.1'").query(String.class).single();
            assertThat(files.place(sha)).exists();

            desk.forgetUnclaimed();
            assertThat(files.place(sha)).exists();
            jdbc.sql("update documents.held_upload set at = at - interval '25 hours' where address = '192.0.2.1'").update();
            desk.forgetUnclaimed();

            assertThat(files.place(sha)).doesNotExist();
            assertThatExceptionOfType(Refusal.Broken.class)
                    .isThrownBy(() -> desk.claim(List.of(held.token()), thing, "photo", Visibility.PUBLIC, SOMEBODY));
        }

        @Test
        void areSlowedDownWhenTheyComeInHeaps() {
            jdbc.sql("""
                    insert into documents.held_upload (token_hash, file_name, media_type, size, sha256, address, at)
                    select 'heap-' || n, 'a.png', 'image/png', 1, repeat('0', 64), '192.0.2.2', :now from generate_series(1, 60) n
                    """).param("now", clock.instant().atOffset(java.time.ZoneOffset.UTC)).update();

            assertThatExceptionOfType(Refusal.TooMany.class)
                    .isThrownBy(() -> desk.hold("a.png", new ByteArrayInputStream(picture("png", 3, 3)), "192.0.2.2"));
        }

        @Test
        void mustNotBeRunnable() {
            assertThat(clients.nobody().upload("photo.jpg", Samples.text("<html><script>"), "/api/public/reports/photos"))
                    .hasStatus(HttpStatus.UNPROCESSABLE_CONTENT).bodyJson().extractingPath("$.code").isEqualTo("documents.type-not-allowed");
        }
    }
}
