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
import java.time.Instant;
import java.util.List;
import java.util.Map;
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
    void aMeasuredValueCanBeFollowed() {
        forms.publish(form("measured", question("earth", 1, new QuestionType.Number("Ω", 2, null, null, null, BigDecimal.valueOf(4)))));
        forms.answer("measured", thing, Map.of("earth", 3.1), SOMEBODY, NOW);
        forms.answer("measured", thing, Map.of("earth", 4.2), SOMEBODY, NOW.plusSeconds(1));

        assertThat(jdbc.sql("""
                select v.number from forms.answer a join forms.answer_value v on v.answer_id = a.id
                 where a.form_code = 'measured' and a.subject_id = :thing and v.question = 'earth' order by a.at
                """).param("thing", thing.id()).query(BigDecimal.class).list()).containsExactly(new BigDecimal("3.1"), new BigDecimal("4.2"));
        assertThat(forms.of(thing)).extracting(FormAnswer::outside).containsExactly(List.of(), List.of("earth"));
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

    private static Form form(String code, Question... questions) {
        return new Form(code, 0, Map.of("zh-CN", "测试"), List.of(questions));
    }
}
