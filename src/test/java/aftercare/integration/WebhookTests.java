package aftercare.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import aftercare.AftercareTest;
import aftercare.Client;
import aftercare.cases.ACaseTown;
import aftercare.cases.CaseDesk;
import aftercare.cases.CaseId;
import aftercare.cases.Channel;
import aftercare.cases.OpenCase;
import aftercare.identity.Role;
import aftercare.identity.Scope;
import aftercare.kernel.Ids;
import aftercare.kernel.Refusal;
import aftercare.platform.OutsidePost;
import aftercare.timeline.Actor;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

@AftercareTest
class WebhookTests {

    record Got(Map<String, String> headers, String body) {}

    @Autowired WebhookDesk desk;
    @Autowired HookSender sender;
    @Autowired CaseDesk cases;
    @Autowired Client.Clients clients;
    @Autowired JdbcClient jdbc;
    @Autowired TransactionTemplate transaction;

    final Queue<Got> got = new ConcurrentLinkedQueue<>();
    volatile int answer = 200;
    HttpServer server;
    ACaseTown town;
    Scope admin;

    @BeforeEach
    void aServerThatListens() throws IOException {
        nobodyListens();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            got.add(new Got(Map.of("event", exchange.getRequestHeaders().getFirst("Aftercare-Event"), "delivery", exchange.getRequestHeaders().getFirst("Aftercare-Delivery"),
                    "timestamp", exchange.getRequestHeaders().getFirst("Aftercare-Timestamp"), "signature", exchange.getRequestHeaders().getFirst("Aftercare-Signature"),
                    "path", exchange.getRequestURI().toString()),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            if (answer == 302) {
                exchange.getResponseHeaders().set("Location", "/elsewhere");
            }
            var words = "x".repeat(5000).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer, words.length);
            exchange.getResponseBody().write(words);
            exchange.close();
        });
        server.start();
        town = new ACaseTown(jdbc);
        var by = Ids.next();
        jdbc.sql("insert into identity.app_user (id, login, name, password_hash, created_at) values (:id, :login, '赵管理', 'none', '2026-01-05T01:00Z')")
                .param("id", by).param("login", by.toString()).update();
        admin = new Scope(by, "admin", "赵管理", List.of(), null, null, false);
    }

    @AfterEach
    void itStops() {
        server.stop(0);
        nobodyListens();
    }

    private void nobodyListens() {
        jdbc.sql("delete from integration.delivery").update();
        jdbc.sql("delete from integration.webhook").update();
    }

    @Test
    void tellsOfACaseSignedAndWithoutPersonalData() {
        var hook = hook("case.opened", "case.cancelled");
        var opened = open();
        cases.cancel(opened, "误报", Actor.SYSTEM);
        sender.sendDue();

        assertThat(got).extracting(one -> one.headers().get("event")).containsExactlyInAnyOrder("case.opened", "case.cancelled");
        assertThat(got).allSatisfy(one -> {
            assertThat(one.headers().get("signature")).isEqualTo(HookSender.signature(hook.secret(), Long.parseLong(one.headers().get("timestamp")), one.body()));
            assertThat(one.headers().get("path")).isEqualTo("/aftercare?of=erp");
            assertThat(one.body()).doesNotContain("王敏").doesNotContain("13800000001").doesNotContain("门禁离线").doesNotContain("误报");
        });
        var cancelled = JsonMapper.shared().readTree(got.stream().filter(one -> one.headers().get("event").equals("case.cancelled")).findFirst().orElseThrow().body());
        assertThat(cancelled.get("case").get("status").asString()).isEqualTo("CANCELLED");
        assertThat(cancelled.get("case").get("number").asString()).startsWith("SO-");
        assertThat(cancelled.get("case").get("link").asString()).endsWith("/cases/" + opened.value());
        assertThat(deliveries()).containsOnly("DELIVERED");
        assertThat(jdbc.sql("select max(length(answer)) from integration.delivery").query(Integer.class).single()).isEqualTo(1024);
    }

    @Test
    void theSignatureIsTheOneOfTheTextBook() {
        assertThat(HookSender.signature("whsec_test", 1790000000, "{}")).isEqualTo("v1=1c2847ad1f8158a1da978f36627ac1f07f7fd027321ac9ad40bccc06743f8396");
    }

    @Test
    void saysNothingOfWhatWasRolledBackNorOfOtherBranchesNorOfOtherEvents() {
        hook("case.opened");
        transaction.executeWithoutResult(status -> {
            open();
            status.setRollbackOnly();
        });
        jdbc.sql("update integration.webhook set branch_id = :other").param("other", new ACaseTown(jdbc).branch).update();
        open();
        jdbc.sql("update integration.webhook set branch_id = null, events = '{case.closed}'").update();
        open();
        assertThat(deliveries()).isEmpty();
    }

    @Test
    void triesAgainUnderTheSameIdUntilItArrives() {
        hook("case.opened");
        answer = 500;
        open();
        sender.sendDue();
        sender.sendDue();
        assertThat(got).as("not before its pause is over").hasSize(1);
        assertThat(jdbc.sql("select next_try_at - tried_at = interval '30 seconds' and status = 500 from integration.delivery").query(Boolean.class).single()).isTrue();

        answer = 204;
        hurry();
        sender.sendDue();
        assertThat(got.stream().map(one -> one.headers().get("delivery")).distinct()).hasSize(1);
        assertThat(deliveries()).containsExactly("DELIVERED");
        assertThat(jdbc.sql("select failing_since is null from integration.webhook").query(Boolean.class).single()).isTrue();
    }

    @Test
    void givesUpAfterEightTriesAndCanBeSentAgainByHand() {
        hook("case.opened");
        answer = 302;
        open();
        for (int i = 0; i < 10; i++) {
            hurry();
            sender.sendDue();
        }
        assertThat(got).as("redirects are not followed").hasSize(8).allSatisfy(one -> assertThat(one.headers().get("path")).startsWith("/aftercare"));
        assertThat(deliveries()).containsExactly("GIVEN_UP");

        answer = 200;
        desk.replay(jdbc.sql("select id from integration.delivery").query(UUID.class).single());
        sender.sendDue();
        assertThat(deliveries()).containsExactly("DELIVERED");
    }

    @Test
    void isSwitchedOffAfterDaysOfFailureAndTheAdministratorsAreTold() {
        var hook = hook("case.opened");
        var keeper = admin.user();
        jdbc.sql("insert into identity.membership (user_id, role) values (:user, 'ADMIN')").param("user", keeper).update();
        answer = 500;
        open();
        jdbc.sql("update integration.webhook set failing_since = now() - interval '4 days'").update();
        sender.sendDue();
        jdbc.sql("delete from identity.membership where user_id = :user").param("user", keeper).update();

        assertThat(jdbc.sql("select not active and switched_off_at is not null from integration.webhook").query(Boolean.class).single()).isTrue();
        assertThat(jdbc.sql("select kind from notices.notice where user_id = :user and subject_id = :hook").param("user", keeper).param("hook", hook.id()).query(String.class).list())
                .containsExactly("integration.webhook-off");
        hurry();
        assertThat(sender.sendDue()).isZero();
    }

    @Test
    void severalNodesAtOnceSendEachOnce() throws Exception {
        hook("case.opened");
        IntStream.range(0, 20).forEach(_ -> open());
        try (var nodes = Executors.newFixedThreadPool(4)) {
            for (var node : nodes.invokeAll(IntStream.range(0, 4).<java.util.concurrent.Callable<Integer>>mapToObj(_ -> () -> {
                int sent = 0;
                for (int round = 0; round < 6; round++) {
                    sent += sender.sendDue();
                }
                return sent;
            }).toList())) {
                node.get();
            }
        }
        assertThat(got.stream().map(one -> one.headers().get("delivery"))).hasSize(20).doesNotHaveDuplicates();
    }

    @Test
    void saysInAFewWordsWhyItDidNotArrive() throws Exception {
        var admins = clients.with(Role.ADMIN, null);
        var hook = hook("case.opened");
        assertThat(faultAt(admins, hook, 500, url())).containsExactly("STATUS", null);
        assertThat(faultAt(admins, hook, 302, url())).containsExactly("REDIRECTED", null);
        assertThat(faultAt(admins, hook, 200, url())).containsExactly(null, null);
        assertThat(faultAt(admins, hook, 200, "http://nowhere.invalid/")).first().isEqualTo("HOST_UNKNOWN");
        try (var plain = new ServerSocket(0)) {
            Thread.startVirtualThread(() -> speakWithoutEncryption(plain));
            assertThat(faultAt(admins, hook, 200, "https://127.0.0.1:" + plain.getLocalPort() + "/")).first().isEqualTo("CERTIFICATE");
            plain.close();
            assertThat(faultAt(admins, hook, 200, "http://127.0.0.1:" + plain.getLocalPort() + "/")).containsExactly("UNREACHABLE", "Connection refused");
        }
    }

    @ParameterizedTest
    @EnumSource(OutsidePost.Trouble.class)
    void everyTroubleOnTheWayIsAFault(OutsidePost.Trouble trouble) {
        assertThat(DeliveryFault.of(new OutsidePost.Outcome(0, "", trouble, "words of the machine", 3))).hasToString(trouble.name());
    }

    @Test
    void whatMayNotBeSentSaysSo() {
        assertThat(DeliveryFault.of(new Refusal.Broken("integration.hook-unencrypted", "an address begins with https://", Map.of()))).isEqualTo(DeliveryFault.ADDRESS);
    }

    private static void speakWithoutEncryption(ServerSocket server) {
        try (var socket = server.accept()) {
            socket.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            socket.getInputStream().read();
        } catch (IOException over) {
            // the caller has gone
        }
    }

    private List<@Nullable String> faultAt(Client client, WebhookDesk.MadeHook hook, int answers, String address) throws Exception {
        answer = answers;
        jdbc.sql("delete from integration.delivery").update();
        jdbc.sql("update integration.webhook set url = :url").param("url", address).update();
        desk.test(hook.id());
        sender.sendDue();
        var row = JsonMapper.shared().readTree(client.get("/api/webhooks/{id}/deliveries", hook.id()).getResponse().getContentAsByteArray()).get("rows").get(0);
        return Stream.of("fault", "failure").map(row::get).map(said -> said.isNull() ? null : said.asString()).toList();
    }

    @Test
    void aTestIsSentAlone() {
        var hook = hook("case.opened");
        desk.test(hook.id());
        sender.sendDue();
        assertThat(got).singleElement().satisfies(one -> assertThat(one.headers().get("event")).isEqualTo("ping"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0", "100.64.0.1", "224.0.0.1", "255.255.255.255", "198.18.0.1", "::1", "::",
            "fe80::1", "fc00::1", "fd12::1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:a00:1::1", "2001:0::1", "ff02::1"})
    void anAddressOfTheOwnNetworkIsRefusedUnlessItIsAllowed(String address) throws Exception {
        var hook = HookAddress.of("https://" + (address.contains(":") ? "[" + address + "]" : address) + "/x", false);
        assertThatExceptionOfType(Refusal.Broken.class).isThrownBy(() -> hook.check(false)).satisfies(refused -> assertThat(refused.code()).isEqualTo("integration.hook-inside"));
        hook.check(true);
        assertThat(OutsidePost.send(hook.target(), false, Map.of(), new byte[0], 10).failure()).contains("network of our own");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "erp", "ftp://erp.example.com/", "https://user:secret@erp.example.com/", "https://erp.example.com/\r\nX-Evil: 1", "https://erp.example.com/a b",
            "https://erp.example.com:0/", "https://erp.example.com:99999/", "https:///nothing", "https://erp.example.com/#part", "file:///etc/passwd", "https://例子.测试/"})
    void whatIsNoAddressIsRefusedWithASentence(String address) {
        assertThatExceptionOfType(Refusal.Broken.class).isThrownBy(() -> HookAddress.of(address, true)).satisfies(refused ->
                assertThat(refused.code()).isEqualTo("integration.hook-address"));
    }

    @Test
    void aNameWithALineBreakIsRefusedAndUnencryptedAddressesToo() {
        assertThatExceptionOfType(Refusal.Broken.class).isThrownBy(() -> desk.make(new WebhookDesk.Settings("a\r\nb", url(), List.of("case.opened"), null, true), admin))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo("integration.hook-name"));
        assertThatExceptionOfType(Refusal.Broken.class).isThrownBy(() -> HookAddress.of("http://erp.example.com/", false))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo("integration.hook-unencrypted"));
    }

    @Test
    void theSecretIsKeptSealed() {
        var hook = hook("case.opened");
        assertThat(jdbc.sql("select cast(w as text) from integration.webhook w").query(String.class).single()).doesNotContain(hook.secret());
        assertThat(desk.renewSecret(hook.id()).secret()).isNotEqualTo(hook.secret());
    }

    private WebhookDesk.MadeHook hook(String... events) {
        return desk.make(new WebhookDesk.Settings("ERP", url(), List.of(events), null, true), admin);
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/aftercare?of=erp";
    }

    private CaseId open() {
        return cases.open(new OpenCase(Channel.PHONE, "repair", 3, "门禁离线", "", null, new OpenCase.Who(town.customer, "王敏", "13800000001", ""),
                new OpenCase.What(null, null, null, town.branch), null), Actor.SYSTEM).id();
    }

    private void hurry() {
        jdbc.sql("update integration.delivery set next_try_at = now() - interval '1 second' where state = 'WAITING'").update();
    }

    private List<String> deliveries() {
        return jdbc.sql("select state from integration.delivery order by made_at").query(String.class).list();
    }
}
