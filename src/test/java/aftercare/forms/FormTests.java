package aftercare.forms;

import static aftercare.forms.AssessmentTests.question;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import aftercare.AftercareTest;
import aftercare.Client;
import aftercare.documents.Document;
import aftercare.documents.DocumentDesk;
import aftercare.documents.Samples;
import aftercare.identity.Role;
import aftercare.kernel.Ids;
import aftercare.kernel.Refusal;
import aftercare.kernel.Subject;
import aftercare.timeline.Actor;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;

@AftercareTest
class FormTests {

    private static final Instant NOW = Instant.parse("2026-03-02T01:00:00Z");
    private static final Actor SOMEBODY = Actor.guest("王女士");

    @Autowired FormDesk forms;
    @Autowired DocumentDesk documents;
    @Autowired JdbcClient jdbc;
    @Autowired Client.Clients clients;

    final Subject thing = Subject.of("thing", Ids.next());

    @Test
    void theProductShipsItsSatisfactionSurvey() {
        assertThat(clients.with(Role.AGENT, null).get("/api/forms/satisfaction")).hasStatusOk()
                .bodyJson().extractingPath("$.questions[0].type.options[3].label.zh-CN").isEqualTo("较差");
        assertThat(clients.with(Role.AGENT, null).get("/api/forms/nothing")).hasStatus(HttpStatus.NOT_FOUND)
                .bodyJson().extractingPath("$.code").isEqualTo("forms.missing");

        var answer = forms.answer("satisfaction", thing, Map.of("overall", "FAIR", "speed", "GOOD", "wrong", List.of("LATE"), "recommend", 6), SOMEBODY, NOW);
        assertThat(answer.score()).isEqualByComparingTo("66.67");
    }

    @Test
    void anAnswerKeepsTheVersionItWasGivenTo() {
        var first = forms.publish(form("frozen", question("one", 1, new QuestionType.Text(5, 1))));
        var answer = forms.answer("frozen", thing, Map.of("one", "一"), SOMEBODY, NOW);

        var second = forms.publish(form("frozen", question("two", 1, new QuestionType.Text(5, 1))));

        assertThat(second.version()).isEqualTo(first.version() + 1);
        assertThat(forms.of(thing)).singleElement().satisfies(kept -> {
            assertThat(kept.formVersion()).isEqualTo(answer.formVersion()).isEqualTo(first.version());
            assertThat(forms.of("frozen", kept.formVersion()).questions()).extracting(Question::key).containsExactly("one");
            assertThat(kept.answers()).isEqualTo(Map.of("one", "一"));
        });
        assertThat(forms.answer(Ids.next(), "frozen", first.version(), thing, Map.of("one", "二"), SOMEBODY, NOW).formVersion())
                .as("filled in before the change, sent after it").isEqualTo(first.version());
        assertThatExceptionOfType(Refusal.Broken.class)
                .isThrownBy(() -> forms.answer("frozen", thing, Map.of("one", "一"), SOMEBODY, NOW));
    }

    @Test
    void aPhotoMustBelongToWhatTheFormIsFilledInFor() {
        forms.publish(form("pictured", question("photo", 0, new QuestionType.Photo(1, 3))));
        var own = documents.store(thing, "photo", "a.png", Samples.picture("png", 3, 3), Document.Visibility.PUBLIC, SOMEBODY);
        var foreign = documents.store(Subject.of("thing", Ids.next()), "photo", "b.png", Samples.picture("png", 4, 4), Document.Visibility.PUBLIC, SOMEBODY);

        assertThat(forms.answer("pictured", thing, Map.of("photo", List.of(own.id().toString())), SOMEBODY, NOW).answers()).containsKey("photo");
        assertThatExceptionOfType(Refusal.Broken.class)
                .isThrownBy(() -> forms.answer("pictured", thing, Map.of("photo", List.of(foreign.id().toString())), SOMEBODY, NOW))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo("forms.document-elsewhere"));
    }

    @Test
    void everyShippedFormCanBePublished() {
        assertThat(jdbc.sql("select code from forms.form where published_name = 'system' and current").query(String.class).list())
                .contains("inspect-video", "inspect-telecom", "inspect-lift", "inspect-hvac", "inspect-door", "inspect-charger", "inspect-ups", "handover",
                        "acceptance", "safety-briefing", "vehicle-check", "satisfaction");
    }

    @Test
    void aFormIsDesignedPublishedRetiredAndBroughtBack() throws Exception {
        var manager = clients.with(Role.MANAGER, null);
        var code = "designed-" + Ids.next().toString().substring(24);
        var draft = """
                {"form": {"code": "%s", "version": 0, "use": "INSPECTION", "categories": [], "title": {"zh-CN": "自定义"},
                          "questions": [{"key": "q", "label": {"zh-CN": "%s"}, "required": true, "type": {"kind": "text", "longest": 10, "lines": 1}}]}, "version": %d}""";
        assertThat(manager.post(draft.formatted(code, "", 0), "/api/forms")).hasStatus(HttpStatus.CREATED)
                .bodyJson().extractingPath("$.draft.faults[0].why").isEqualTo("no-label");
        assertThat(manager.post(draft.formatted(code, "一", 0), "/api/forms")).hasStatus(HttpStatus.CONFLICT).bodyJson().extractingPath("$.code").isEqualTo("forms.code-taken");
        var publish = "{\"version\": %d, \"note\": \"初版\"}";
        assertThat(manager.post(publish.formatted(1), "/api/forms/{code}/publish", code)).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
                .bodyJson().extractingPath("$.code").isEqualTo("forms.not-publishable");
        assertThat(manager.put(draft.formatted(code, "一", 1), "/api/forms/{code}/draft", code)).hasStatusOk();
        assertThat(manager.put(draft.formatted(code, "旧", 1), "/api/forms/{code}/draft", code)).hasStatus(HttpStatus.CONFLICT)
                .bodyJson().extractingPath("$.code").isEqualTo("platform.changed-meanwhile");
        assertThat(manager.post(publish.formatted(2), "/api/forms/{code}/publish", code)).hasStatusOk().bodyJson().extractingPath("$.versions[0].note").isEqualTo("初版");

        assertThat(manager.post("{}", "/api/forms/{code}/retire", code)).hasStatusOk().bodyJson().extractingPath("$.state").isEqualTo("RETIRED");
        assertThat(manager.get("/api/forms/{code}", code)).hasStatus(HttpStatus.NOT_FOUND);
        assertThat(manager.post("{}", "/api/forms/{code}/reinstate", code)).hasStatusOk().bodyJson().extractingPath("$.state").isEqualTo("PUBLISHED");
        assertThat(manager.get("/api/forms?words=" + code)).hasStatusOk().bodyJson().extractingPath("$.rows[0].code").isEqualTo(code);
        assertThat(clients.with(Role.ENGINEER, null).post("{}", "/api/forms/{code}/retire", code)).hasStatus(HttpStatus.FORBIDDEN);
    }

    @Test
    void whatTheProductReadsStays() throws Exception {
        var manager = clients.with(Role.MANAGER, null);
        assertThat(manager.post("{}", "/api/forms/satisfaction/retire")).hasStatus(HttpStatus.CONFLICT).bodyJson().extractingPath("$.code").isEqualTo("forms.needed");
        assertThatExceptionOfType(Refusal.Broken.class).isThrownBy(() -> forms.publish(form("satisfaction", question("one", 1, new QuestionType.Text(5, 1)))))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo("forms.needed-questions"));
    }

    @Test
    void aFormTravelsAsAFile() throws Exception {
        var manager = clients.with(Role.MANAGER, null);
        var file = manager.get("/api/forms/inspect-ups/versions/1/file").getResponse().getContentAsString(StandardCharsets.UTF_8);
        var code = "taken-" + Ids.next().toString().substring(24);
        var bytes = file.replace("\"inspect-ups\"", "\"" + code + "\"").getBytes(StandardCharsets.UTF_8);
        assertThat(manager.upload("f.json", bytes, "/api/forms/files")).hasStatus(HttpStatus.CREATED).bodyJson().extractingPath("$.code").isEqualTo(code);
        assertThat(manager.get("/api/forms/{code}/design", code)).bodyJson().extractingPath("$.draft.faults").asArray().isEmpty();
        assertThat(manager.upload("f.json", bytes, "/api/forms/files")).hasStatus(HttpStatus.CONFLICT).bodyJson().extractingPath("$.code").isEqualTo("forms.draft-open");

        for (var wrong : Map.of("", "forms.file-size", "{", "forms.file-unreadable", "[]", "forms.file-unreadable", "{\"aftercareForm\": 2, \"form\": {}}", "forms.file-foreign",
                "{\"other\": 1}", "forms.file-unreadable", "{\"aftercareForm\": 1, \"form\": {\"code\": \"x\"}}", "forms.not-publishable", "PK\u0003\u0004", "forms.file-unreadable").entrySet()) {
            assertThat(manager.upload("f.json", wrong.getKey().getBytes(StandardCharsets.UTF_8), "/api/forms/files")).as(wrong.getKey())
                    .hasStatus(HttpStatus.UNPROCESSABLE_CONTENT).bodyJson().extractingPath("$.code").isEqualTo(wrong.getValue());
        }
    }

    @Test
    void aValueIsFollowedOverTimeByWhoMaySeeIt() {
        forms.publish(form("followed", question("earth", 1, new QuestionType.Number("Ω", 2, null, null, null, BigDecimal.valueOf(4))),
                question("hours", 0, new QuestionType.Meter("h", 0, null))));
        var branch = Ids.next();
        jdbc.sql("insert into identity.branch (id, code, name) values (:id, :code, '分公司')").param("id", branch).param("code", branch.toString()).update();
        var device = Subject.of("device", Ids.next());
        var about = new AnswerAbout(List.of(device), branch, null, null);
        var one = Subject.of("visit", Ids.next());
        forms.answer(Ids.next(), "followed", 1, one, about, Map.of("earth", 9.9), SOMEBODY, NOW);
        var corrected = forms.answer(Ids.next(), "followed", 1, one, about, Map.of("earth", 3.9, "hours", 100), SOMEBODY, NOW);
        assertThat(forms.of(one)).as("the first was wrong").extracting(FormAnswer::id).containsExactly(corrected.id());
        assertThat(forms.answer(Ids.next(), "followed", 1, Subject.of("visit", Ids.next()), about, Map.of("earth", 4.1, "hours", 99), SOMEBODY, NOW.plusSeconds(60)).outside())
                .containsExactly("earth", "hours");

        var path = "/api/forms/trend?kind=device&id=%s&form=followed&question=earth&from=2026-01-01T00:00:00Z".formatted(device.id());
        assertThat(clients.with(Role.AGENT, branch).get(path)).hasStatusOk().bodyJson().extractingPath("$[*].number").asArray().hasSize(2);
        assertThat(clients.with(Role.AGENT, branch).get("/api/forms/measured?kind=device&id=" + device.id())).hasStatusOk()
                .bodyJson().extractingPath("$[*].question").asArray().containsExactlyInAnyOrder("earth", "hours");
        assertThat(clients.with(Role.AGENT, otherBranch()).get(path)).hasStatusOk().bodyJson().extractingPath("$").asArray().isEmpty();
        assertThat(clients.with(Role.AGENT, null).get(path.replace("device", "case"))).hasStatus(HttpStatus.BAD_REQUEST);
    }

    private UUID otherBranch() {
        var id = Ids.next();
        jdbc.sql("insert into identity.branch (id, code, name) values (:id, :code, '别的')").param("id", id).param("code", id.toString()).update();
        return id;
    }

    private static Form form(String code, Question... questions) {
        return new Form(code, 0, FormUse.INSPECTION, List.of(), Map.of("zh-CN", "测试"), List.of(questions));
    }
}
