package aftercare.promises;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.AftercareTest;
import aftercare.Client;
import aftercare.identity.Role;
import aftercare.kernel.Ids;
import aftercare.kernel.Subject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.json.JsonMapper;

/** Editing the rules. Each test writes rules of a promise of its own, so that the shipped ones hold for everybody else. */
@AftercareTest
class RuleControllerTests {

    @Autowired PromiseDesk desk;
    @Autowired PromiseSweep sweep;
    @Autowired RuleDesk rules;
    @Autowired Client.Clients clients;
    @Autowired JdbcClient jdbc;
    @Autowired JsonMapper json;

    private final String code = "own-" + Ids.next().toString().substring(24).replaceAll("[0-9]", "x");
    private final UUID branch = Ids.next();
    private Client manager;

    @BeforeEach
    void aManagerOfTheHouse() {
        jdbc.sql("insert into identity.branch (id, code, name) values (:id, :code, '苏州分公司')").param("id", branch).param("code", branch.toString()).update();
        manager = clients.with(Role.MANAGER, null);
    }

    private String rule(String name, Map<String, String> match, int minutes) {
        return json.writeValueAsString(form(name, match, minutes));
    }

    private RuleForm form(String name, Map<String, String> match, int minutes) {
        return new RuleForm(null, name, code, match, "7x24", new RuleForm.Time(RuleForm.Time.Type.WORKING_TIME, minutes, null, null, null),
                List.of(new RuleForm.Step(75, null, List.of(Audience.OWNER), List.of())), null, 50, false, true, false, List.of());
    }

    private PromiseView promised(Subject subject, Map<String, String> facts) {
        return desk.start(new StartPromises(subject, List.of(code), facts, branch, null, "SO-1", Instant.parse("2026-03-04T01:00:00Z"))).getFirst();
    }

    @Test
    void aNewRuleHoldsFromThenOnAndTheMostSpecificWins() {
        assertThat(manager.post(rule("一般", Map.of("subject", "case"), 120), "/api/promises/rules")).hasStatusOk();
        assertThat(manager.post(rule("重点客户", Map.of("tier", "KEY"), 30), "/api/promises/rules")).hasStatusOk();
        assertThat(manager.post(rule("急修", Map.of("kind", "repair", "severity", "1"), 60), "/api/promises/rules")).hasStatusOk();

        assertThat(manager.get("/api/promises/rules")).bodyJson().extractingPath("$[?(@.rule.code == '%s')].rule.name".formatted(code)).asArray()
                .as("listed as they are looked at").containsExactly("重点客户", "急修", "一般");
        assertThat(promised(new Subject("case", Ids.next()), Map.of("severity", "2")).goalMinutes()).isEqualTo(120);
        assertThat(promised(new Subject("case", Ids.next()), Map.of("severity", "1", "kind", "repair")).goalMinutes()).isEqualTo(60);
        assertThat(promised(new Subject("case", Ids.next()), Map.of("severity", "1", "kind", "repair", "tier", "KEY")).goalMinutes()).isEqualTo(30);
    }

    @Test
    void ofTwoDistancesTheShorterOneThatReachesIsMeant() {
        manager.post(rule("100 公里内", Map.of("km", "100"), 1440), "/api/promises/rules");
        manager.post(rule("30 公里内", Map.of("km", "30"), 240), "/api/promises/rules");
        manager.post(rule("更远", Map.of("subject", "case"), 2880), "/api/promises/rules");

        assertThat(promised(new Subject("case", Ids.next()), Map.of("km", "12.4")).goalMinutes()).isEqualTo(240);
        assertThat(promised(new Subject("case", Ids.next()), Map.of("km", "100")).goalMinutes()).isEqualTo(1440);
        assertThat(promised(new Subject("case", Ids.next()), Map.of("km", "100.1")).goalMinutes()).isEqualTo(2880);
        assertThat(promised(new Subject("case", Ids.next()), Map.of()).goalMinutes()).as("nobody knows how far").isEqualTo(2880);
    }

    @Test
    void aChangeIsANewVersionAndWhatWasPromisedKeepsItsOwnUnlessItIsMeantToo() {
        manager.post(rule("一般", Map.of(), 120), "/api/promises/rules");
        var before = new Subject("case", Ids.next());
        promised(before, Map.of());

        assertThat(change(1, 60, false)).hasStatusOk();
        sweep.sweep(Instant.parse("2026-03-04T01:10:00Z"));
        assertThat(desk.of(before).getFirst().goalMinutes()).isEqualTo(120);
        assertThat(promised(new Subject("case", Ids.next()), Map.of()).goalMinutes()).isEqualTo(60);

        desk.pause(before, "customer", Instant.parse("2026-03-04T01:10:00Z"));
        desk.resume(before, Instant.parse("2026-03-04T01:20:00Z"));
        assertThat(change(2, 90, true)).hasStatusOk();
        sweep.sweep(Instant.parse("2026-03-04T01:21:00Z"));
        assertThat(desk.of(before).getFirst().dueAt()).as("ninety minutes from the beginning, and the pause is not forgotten")
                .isEqualTo(Instant.parse("2026-03-04T02:40:00Z"));

        assertThat(manager.get("/api/promises/rules/{key}/versions", code)).hasStatusOk().bodyJson().extractingPath("$[*].version").asArray().containsExactly(3, 2, 1);
    }

    private MvcTestResult change(int version, int minutes, boolean open) {
        return manager.put(json.writeValueAsString(Map.of("version", version, "rule", form("一般", Map.of(), minutes), "appliesToOpen", open)),
                "/api/promises/rules/{key}", code);
    }

    @Test
    void whoReadAnOlderVersionDoesNotOverwriteTheNewerOne() {
        manager.post(rule("一般", Map.of(), 120), "/api/promises/rules");
        change(1, 60, false);
        assertThat(change(1, 30, false)).hasStatus(HttpStatus.CONFLICT).bodyJson().extractingPath("$.code").isEqualTo("promises.rule-changed-meanwhile");
    }

    @Test
    void twoRulesThatHoldForTheSameAreRefused() {
        manager.post(rule("一般", Map.of("severity", "2"), 120), "/api/promises/rules");
        assertThat(manager.post(rule("又一条", Map.of("severity", "2"), 60), "/api/promises/rules")).hasStatus(HttpStatus.CONFLICT)
                .bodyJson().extractingPath("$.facts.other").isEqualTo("一般");
    }

    @Test
    void aDraftIsTriedBeforeAnybodyIsBoundByIt() {
        manager.post(rule("四级", Map.of("severity", "4"), 240), "/api/promises/rules");
        var trial = Map.of("draft", form("重点客户", Map.of("channel", "PHONE"), 60), "facts", Map.of("severity", "4", "channel", "PHONE"),
                "at", "2026-03-04T01:00:00Z");
        var tried = assertThat(manager.post(json.writeValueAsString(trial), "/api/promises/rules/trial")).hasStatusOk().bodyJson();

        tried.extractingPath("$.outcomes[?(@.code == '%s')].rule.name".formatted(code)).asArray().containsExactly("四级");
        tried.extractingPath("$.outcomes[?(@.code == '%s')].dueAt".formatted(code)).asArray().containsExactly("2026-03-04T05:00:00Z");
        tried.extractingPath("$.rivals[*].name").asArray().containsExactly("四级");
        tried.extractingPath("$.rivals[0].wins").isEqualTo(true);
        assertThat(rules.export().rules()).filteredOn(rule -> rule.code().equals(code)).extracting(RuleForm::name).containsExactly("四级");
    }

    @Test
    void badRulesGetASentenceAndChangeNothing() {
        var before = rules.export();
        for (var wrong : Map.of(
                rule("x", Map.of("colour", "red"), 10), "promises.rule-fact",
                rule("x", Map.of("severity", "9"), 10), "promises.rule-value",
                rule("x", Map.of("km", "-5"), 10), "promises.rule-value",
                rule("x", Map.of(), 0), "promises.rule-time-working-time",
                rule("x", Map.of(), 10).replace("7x24", "24x7"), "promises.no-such-calendar",
                rule("x", Map.of(), 10).replace("\"percent\":75", "\"percent\":0"), "promises.rule-ladder").entrySet()) {
            assertThat(manager.post(wrong.getKey(), "/api/promises/rules")).as(wrong.getKey()).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
                    .bodyJson().extractingPath("$.code").isEqualTo(wrong.getValue());
        }
        assertThat(manager.post(rule("", Map.of(), 10), "/api/promises/rules")).hasStatus(HttpStatus.BAD_REQUEST);
        assertThat(rules.export()).isEqualTo(before);
    }

    @Test
    void aRetiredRulePromisesNothingAnyMore() {
        manager.post(rule("一般", Map.of(), 120), "/api/promises/rules");
        assertThat(manager.delete("/api/promises/rules/{key}", code)).hasStatusOk();

        assertThat(manager.delete("/api/promises/rules/{key}", code)).hasStatus(HttpStatus.NOT_FOUND);
        assertThat(manager.get("/api/promises/rules")).bodyJson().extractingPath("$[?(@.rule.key == '%s')]".formatted(code)).asArray().isEmpty();
        assertThat(manager.get("/api/promises/rules?retired=true")).bodyJson().extractingPath("$[?(@.rule.key == '%s')].current".formatted(code)).asArray().containsExactly(false);
    }

    @Test
    void aWholeSetGoesOutAsAFileAndComesBackUnchanged() {
        manager.post(rule("一般", Map.of("severity", "3"), 120), "/api/promises/rules");
        var file = manager.get("/api/promises/rules/file");
        assertThat(file).hasStatusOk();
        var bytes = file.getResponse().getContentAsByteArray();

        assertThat(manager.upload("rules.json", bytes, "/api/promises/rules/file")).hasStatusOk().bodyJson()
                .isEqualTo("{\"added\":[],\"changed\":[],\"retired\":[],\"unchanged\":%d}".formatted(rules.export().rules().size()));

        var edited = new String(bytes, StandardCharsets.UTF_8).replace("\"key\":\"%s\",\"name\":\"一般\"".formatted(code), "\"key\":\"%s\",\"name\":\"三级\"".formatted(code));
        assertThat(manager.upload("rules.json", edited.getBytes(StandardCharsets.UTF_8), "/api/promises/rules/file?trial=true")).bodyJson()
                .extractingPath("$.changed").asArray().containsExactly(code);
        assertThat(rules.export().rules()).filteredOn(rule -> rule.code().equals(code)).extracting(RuleForm::name).as("a trial changes nothing").containsExactly("一般");
        manager.upload("rules.json", edited.getBytes(StandardCharsets.UTF_8), "/api/promises/rules/file");
        assertThat(rules.export().rules()).filteredOn(rule -> rule.code().equals(code)).extracting(RuleForm::name).containsExactly("三级");
    }

    @Test
    void aFileWithOneBadRuleIsRefusedWhole() {
        var before = rules.export();
        var bad = json.writeValueAsString(Map.of("format", "aftercare-promise-rules", "version", 1, "rules",
                List.of(form("好的", Map.of("severity", "1"), 30), form("坏的", Map.of("severity", "first"), 30))));
        var refused = assertThat(manager.upload("rules.json", bad.getBytes(StandardCharsets.UTF_8), "/api/promises/rules/file")).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT).bodyJson();
        refused.extractingPath("$.code").isEqualTo("promises.file-rule");
        refused.extractingPath("$.facts.position").isEqualTo(2);
        refused.extractingPath("$.facts.reason").isEqualTo("promises.rule-value");

        for (var nonsense : List.of("", "PK\u0003\u0004", "[]", "{}", "null", "{\"format\":\"aftercare-promise-rules\",\"version\":1,\"rules\":[null]}",
                "{\"format\":\"aftercare-promise-rules\",\"version\":7,\"rules\":[]}", "{\"format\":\"aftercare-promise-rules\",\"version\":1,\"rules\":[]}",
                "{\"format\":\"aftercare-promise-rules\",\"version\":1,\"rules\":[{\"name\":\"无期限\"}]}")) {
            assertThat(manager.upload("rules.json", nonsense.getBytes(StandardCharsets.UTF_8), "/api/promises/rules/file")).as(nonsense).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        }
        assertThat(rules.export()).isEqualTo(before);
    }

    @Test
    void rulesAreEditedByThoseOfTheWholeHouseOnly() {
        assertThat(clients.with(Role.AGENT, branch).get("/api/promises/rules")).hasStatusOk();
        assertThat(clients.with(Role.AGENT, branch).post(rule("x", Map.of(), 10), "/api/promises/rules")).hasStatus(HttpStatus.FORBIDDEN);
        assertThat(clients.with(Role.MANAGER, branch).post(rule("x", Map.of(), 10), "/api/promises/rules")).hasStatus(HttpStatus.FORBIDDEN);
    }

    @Test
    void everyTemplateCanBeSwitchedOnByItself() {
        assertThat(RuleTemplates.ALL).allSatisfy(template -> {
            var known = new HashMap<String, Rule>();
            DefaultRules.RULES.forEach(draft -> known.put(draft.key(), draft.rule(new UUID(1, 1))));
            template.rules().forEach(draft -> known.put(draft.key(), draft.rule(new UUID(1, 1))));
            var matches = known.values().stream().map(rule -> rule.code() + rule.match()).toList();
            assertThat(matches).as(template.code()).doesNotHaveDuplicates();
        });
    }
}
