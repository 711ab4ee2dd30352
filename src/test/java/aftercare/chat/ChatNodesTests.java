package aftercare.chat;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.Aftercare;
import aftercare.SomebodyElse;
import aftercare.TestDatabase;
import aftercare.identity.Role;
import aftercare.identity.Scope;
import aftercare.identity.UserDesk;
import aftercare.kernel.Ids;
import aftercare.kernel.Refusal;
import aftercare.platform.LiveUpdates;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A conversation whose sides are on different nodes: each hears of the other, and has every word once and in order. */
class ChatNodesTests {

    @TempDir static Path files;
    static ConfigurableApplicationContext one;
    static ConfigurableApplicationContext other;
    static UUID branch;
    static String site;

    @BeforeAll
    static void start() {
        var database = TestDatabase.copy();
        one = node(database.getJdbcUrl());
        other = node(database.getJdbcUrl());
        branch = new SomebodyElse(one.getBean(JdbcClient.class)).branch("苏州");
        var id = Ids.next();
        one.getBean(ChatSites.class).add(id, new ChatSites.Draft(branch, "官网", List.of(), "7x24", "", 10, false, true));
        site = one.getBean(ChatSites.class).get(id).key();
    }

    @AfterAll
    static void stop() {
        one.close();
        other.close();
    }

    @Test
    void handedFromAnAgentOnOneNodeToAnAgentOnTheOtherNothingIsLostOrDoubled() throws Exception {
        var first = agent("first");
        var second = agent("second");
        var token = begin();
        var chat = one.getBean(ChatQueries.class).ofVisitor(VisitorDesk.hash(token)).id();
        try (var window = new Window(one, chat); var screen = new Window(other, chat)) {
            one.getBean(ChatDesk.class).take(chat, first);
            window.untilReads("taken");
            one.getBean(VisitorDesk.class).say(token, Ids.next(), "一");
            screen.untilReads("一");
            one.getBean(ChatDesk.class).say(chat, Ids.next(), "二", first);
            window.untilReads("二");
            one.getBean(ChatDesk.class).handOn(chat, second.user(), "请接着谈", first);
            screen.untilReads("请接着谈");
            var again = Ids.next();
            other.getBean(ChatDesk.class).say(chat, again, "三", second);
            other.getBean(ChatDesk.class).say(chat, again, "三", second);
            window.untilReads("三");
            one.getBean(VisitorDesk.class).say(token, Ids.next(), "四");
            screen.untilReads("四");
            window.untilReads("四");
            assertThat(window.words(false)).containsExactly("门禁打不开", "taken", "一", "二", "transferred", "三", "四");
            assertThat(screen.words(true)).containsExactly("门禁打不开", "taken", "一", "二", "请接着谈", "transferred", "三", "四");
        }
    }

    @Test
    void ofTwoAgentsOnTwoNodesExactlyOneHasIt() throws Exception {
        var first = agent("quick");
        var second = agent("quicker");
        for (int round = 0; round < 10; round++) {
            var chat = one.getBean(ChatQueries.class).ofVisitor(VisitorDesk.hash(begin())).id();
            var together = new CyclicBarrier(2);
            try (var both = Executors.newVirtualThreadPerTaskExecutor()) {
                var here = both.submit(() -> takes(one, chat, first, together));
                var there = both.submit(() -> takes(other, chat, second, together));
                assertThat(List.of(here.get(), there.get())).containsExactlyInAnyOrder(true, false);
            }
        }
    }

    private static boolean takes(ConfigurableApplicationContext node, UUID chat, Scope agent, CyclicBarrier together) throws Exception {
        together.await(10, TimeUnit.SECONDS);
        try {
            node.getBean(ChatDesk.class).take(chat, agent);
            return true;
        } catch (Refusal.Conflict taken) {
            assertThat(taken.code()).isEqualTo("chat.taken");
            return false;
        }
    }

    /** One side's window on one node: told that there is news, it asks for what comes after what it has. */
    private static final class Window implements AutoCloseable {

        private final ConfigurableApplicationContext node;
        private final UUID chat;
        private final BlockingQueue<Boolean> news = new LinkedBlockingQueue<>();
        private final AutoCloseable listening;
        private final List<ChatQueries.MessageView> has = new ArrayList<>();

        Window(ConfigurableApplicationContext node, UUID chat) {
            this.node = node;
            this.chat = chat;
            this.listening = node.getBean(LiveUpdates.class).listen(update -> update.topic().equals(ChatStore.TOPIC) && chat.equals(update.id()), _ -> news.add(true), () -> news.add(true));
            ask();
        }

        private void ask() {
            has.addAll(node.getBean(ChatQueries.class).messages(chat, has.isEmpty() ? 0 : has.getLast().seq(), true));
        }

        void untilReads(String words) throws InterruptedException {
            while (!words(true).contains(words)) {
                assertThat(news.poll(20, TimeUnit.SECONDS)).as("told of " + words).isNotNull();
                ask();
            }
        }

        List<String> words(boolean ours) {
            return has.stream().filter(message -> ours || message.kind() != MessageKind.NOTE)
                    .map(message -> message.text().isEmpty() ? message.facts().getOrDefault("what", "") : message.text()).toList();
        }

        @Override
        public void close() throws Exception {
            listening.close();
        }
    }

    private static String begin() {
        return one.getBean(VisitorDesk.class).begin(new VisitorDesk.Hello(site, "王女士", "13800000001", "", "门禁打不开", "", "zh-CN", ""), null, Ids.next().toString(), null);
    }

    private static Scope agent(String login) {
        var id = Ids.next();
        var grants = List.of(new Scope.Grant(Role.AGENT, branch));
        one.getBean(UserDesk.class).add(id, new UserDesk.UserDraft(login, login, "", "", null, null, grants), "right-horse-battery", false);
        return new Scope(id, login, login, grants, null, null, false);
    }

    private static ConfigurableApplicationContext node(String url) {
        return new SpringApplicationBuilder(Aftercare.class).run("--server.port=0", "--aftercare.db.url=" + url, "--aftercare.db.user=postgres",
                "--aftercare.db.password=postgres", "--aftercare.data=" + files, "--spring.datasource.hikari.maximum-pool-size=6");
    }
}
