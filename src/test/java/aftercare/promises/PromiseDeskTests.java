package aftercare.promises;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import aftercare.AftercareTest;
import aftercare.kernel.Ids;
import aftercare.kernel.Refusal;
import aftercare.kernel.Subject;
import aftercare.timeline.Timeline;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;

/** The life of promises as other modules cause it. Several tests carry the names of what users of other systems complain of. */
@AftercareTest
@RecordApplicationEvents
class PromiseDeskTests {

    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    @Autowired PromiseDesk desk;
    @Autowired PromiseSweep sweep;
    @Autowired RuleBooks books;
    @Autowired Timeline timeline;
    @Autowired JdbcClient jdbc;
    @Autowired ApplicationEvents events;

    private final UUID branch = Ids.next();
    private final Subject subject = new Subject("case", Ids.next());

    @BeforeEach
    void aBranch() {
        jdbc.sql("insert into identity.branch (id, code, name) values (:id, :code, '苏州分公司')")
                .param("id", branch).param("code", branch.toString()).update();
    }

    private static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(SHANGHAI).toInstant();
    }

    private void report(int severity, String at) {
        desk.start(StartPromises.all(subject, Map.of("kind", "repair", "severity", "" + severity), branch, null, "SO-2026-000001 三号泵停机", at(at)));
    }

    private PromiseView promise(String code) {
        return desk.of(subject).stream().filter(view -> view.code().equals(code)).reduce((_, later) -> later).orElseThrow();
    }

    private <E extends PromiseEvent> List<E> heard(Class<E> kind) {
        return events.stream(kind).filter(event -> event.about().subject().equals(subject)).toList();
    }

    private List<String> history() {
        return timeline.of(subject, false, null, 50).rows().stream().map(entry -> entry.kind() + " " + entry.facts().get("code")).toList().reversed();
    }

    @Nested
    class AReportedFault {

        @Test
        void isPromisedAnAnswerAVisitAndARepair() {
            report(1, "2026-03-04T22:00");

            assertThat(desk.of(subject)).extracting(PromiseView::code, PromiseView::state, PromiseView::dueAt).containsExactlyInAnyOrder(
                    tuple("answer", PromiseState.RUNNING, at("2026-03-04T22:10")),
                    tuple("arrive", PromiseState.RUNNING, at("2026-03-05T00:00")),
                    tuple("restore", PromiseState.RUNNING, at("2026-03-05T10:00")));
            assertThat(heard(PromiseEvent.Started.class)).hasSize(3);
        }

        @Test
        void ofTheLowestSeverityWaitsForOfficeHours() {
            report(4, "2026-03-06T17:00"); // a Friday

            assertThat(promise("answer").dueAt()).isEqualTo(at("2026-03-09T12:00"));
            assertThat(promise("arrive").dueAt()).isEqualTo(at("2026-03-10T17:30"));
            assertThat(promise("answer").worksAlways()).isFalse();
        }

        @Test
        void isPromisedOnceHoweverOftenItIsTold() {
            report(2, "2026-03-04T09:00");
            report(2, "2026-03-04T09:05");

            assertThat(desk.of(subject)).hasSize(3);
            assertThat(promise("answer").dueAt()).isEqualTo(at("2026-03-04T09:30"));
        }

        @Test
        void withAFactNoRuleKnowsIsAMistakeOfTheCaller() {
            assertThatIllegalArgumentException().isThrownBy(() -> desk.start(StartPromises.all(subject, Map.of("colour", "red"), branch, null, "x",
                    at("2026-03-04T09:00")))).withMessageContaining("no rule can look at 'colour'");
        }

        @Test
        void cannotBePromisedWhatNoRuleGives() {
            assertThatExceptionOfType(Refusal.Broken.class).isThrownBy(() -> desk.start(new StartPromises(subject, List.of("moon-landing"),
                    Map.of(), branch, null, "x", at("2026-03-04T09:00")))).extracting(Refusal::code).isEqualTo("promises.no-rule");
        }
    }

    @Test
    void aKindWithoutVisitsIsPromisedOneWhenItAsks() {
        desk.start(new StartPromises(subject, List.of("answer", "arrive"), Map.of("kind", "training", "severity", "3"), branch, null, "x",
                at("2026-03-04T09:00")));

        assertThat(promise("arrive").dueAt()).isEqualTo(at("2026-03-05T09:00"));
    }

    @Nested
    class Keeping {

        @Test
        void anAnswerDoesNotKeepTheRepairPromiseToo() {
            report(2, "2026-03-04T09:00");
            desk.keep(subject, "answer", at("2026-03-04T09:12"));

            assertThat(promise("answer").state()).isEqualTo(PromiseState.KEPT);
            assertThat(promise("restore").state()).isEqualTo(PromiseState.RUNNING);
            assertThat(heard(PromiseEvent.Kept.class)).singleElement().satisfies(kept -> assertThat(kept.overrunMinutes()).isNull());
        }

        @Test
        void onTheVeryMomentIsInTimeAndAMomentLaterIsNot() {
            report(2, "2026-03-04T09:00");
            desk.keep(subject, "answer", at("2026-03-04T09:30"));
            desk.keep(subject, "arrive", at("2026-03-04T13:00").plusMillis(1));

            assertThat(promise("answer").state()).isEqualTo(PromiseState.KEPT);
            assertThat(promise("arrive").state()).isEqualTo(PromiseState.BROKEN);
            assertThat(promise("arrive").overrunMinutes()).isEqualTo(1);
        }

        @Test
        void theOverrunIsCountedInWorkingMinutes() {
            report(4, "2026-03-06T13:30"); // 4 working hours: Friday 17:30
            desk.keep(subject, "answer", at("2026-03-09T09:00"));

            assertThat(promise("answer").dueAt()).isEqualTo(at("2026-03-06T17:30"));
            assertThat(promise("answer").overrunMinutes()).isEqualTo(30);
        }

        @Test
        void twiceOrWithoutAPromiseChangesNothing() {
            desk.keep(subject, "answer", at("2026-03-04T09:10"));
            report(2, "2026-03-04T09:00");
            desk.keep(subject, "answer", at("2026-03-04T09:10"));
            desk.keep(subject, "answer", at("2026-03-05T09:10"));

            assertThat(promise("answer").endedAt()).isEqualTo(at("2026-03-04T09:10"));
        }

        @Test
        void aPhoneThatWasOfflineTellsLateButTheTimeOfTheDeedCounts() {
            report(2, "2040-03-05T09:00");
            sweep.sweep(at("2040-03-05T14:00"));
            assertThat(promise("arrive").breachedAt()).isEqualTo(at("2040-03-05T13:00"));

            desk.keep(subject, "arrive", at("2040-03-05T12:40"));

            assertThat(promise("arrive").state()).isEqualTo(PromiseState.KEPT);
            assertThat(promise("arrive").breachedAt()).isNull();
        }
    }

    @Nested
    class Waiting {

        @Test
        void movesEveryDueTimeByTheWorkingTimeOfThePause() {
            report(4, "2026-03-05T16:30"); // Thursday
            desk.pause(subject, "customer", at("2026-03-05T17:00"));
            assertThat(desk.of(subject)).allSatisfy(view -> {
                assertThat(view.state()).isEqualTo(PromiseState.PAUSED);
                assertThat(view.pauseReason()).isEqualTo("customer");
            });
            assertThat(promise("answer").remainingMinutes()).isEqualTo(210);

            desk.resume(subject, at("2026-03-09T10:00")); // Monday

            assertThat(promise("answer").state()).isEqualTo(PromiseState.RUNNING);
            assertThat(promise("answer").dueAt()).isEqualTo(at("2026-03-09T14:30"));
            assertThat(heard(PromiseEvent.Resumed.class)).hasSize(3);
        }

        @Test
        void theCustomersReplyRestartsTheClockWhateverTheChannel() {
            // the desk does not ask where an answer came from: resume is one act for all
            report(2, "2026-03-04T09:00");
            desk.pause(subject, "customer", at("2026-03-04T09:10"));
            desk.resume(subject, at("2026-03-04T11:10"));

            assertThat(promise("answer").dueAt()).isEqualTo(at("2026-03-04T11:30"));
            assertThat(promise("answer").pausedAt()).isNull();
        }

        @Test
        void neverShowsPausedWhileTheClockRuns() {
            // a rule that only stops for the customer: waiting for parts is our own affair
            jdbc.sql("update promises.rule set pauses = array['customer'] where key = 'arrive-2'").update();
            raiseRevision();
            try {
                report(2, "2026-03-04T09:00");
                desk.pause(subject, "parts", at("2026-03-04T09:10"));

                assertThat(promise("arrive").state()).isEqualTo(PromiseState.RUNNING);
                assertThat(promise("restore").state()).isEqualTo(PromiseState.PAUSED);

                desk.resume(subject, at("2026-03-04T12:10"));
                assertThat(promise("arrive").dueAt()).isEqualTo(at("2026-03-04T13:00"));
                assertThat(promise("restore").dueAt()).isEqualTo(at("2026-03-05T12:00"));
            } finally {
                jdbc.sql("update promises.rule set pauses = null where key = 'arrive-2'").update();
                raiseRevision();
            }
        }

        @Test
        void aPauseIsNeverSilent() {
            report(2, "2026-03-04T09:00");
            desk.pause(subject, "customer", at("2026-03-04T09:10"));
            desk.pause(subject, "customer", at("2026-03-04T09:20"));
            desk.pause(subject, "parts", at("2026-03-04T10:10"));

            assertThat(desk.explain(promise("restore").id()).log()).extracting(Explanation.Line::kind, Explanation.Line::reason)
                    .containsExactly(tuple("STARTED", ""), tuple("PAUSED", "等客户答复"),
                            tuple("PAUSED", "等备件到货"));
        }

        @Test
        void sendsNoWarnings() {
            report(2, "2040-03-05T09:00");
            desk.pause(subject, "customer", at("2040-03-05T09:05"));
            sweep.sweep(at("2040-03-20T09:00"));

            assertThat(heard(PromiseEvent.Warned.class)).isEmpty();
            assertThat(heard(PromiseEvent.Broken.class)).isEmpty();
        }
    }

    @Nested
    class AnotherSeverity {

        @Test
        void doesNotLoseThePausesThereWere() {
            report(3, "2026-03-04T09:00");
            desk.pause(subject, "customer", at("2026-03-04T10:00"));
            desk.resume(subject, at("2026-03-04T13:00"));
            desk.reassess(subject, Map.of("severity", "2"), at("2026-03-04T13:10"));

            assertThat(promise("arrive").dueAt()).as("4 hours from 9:00 and 3 hours of waiting").isEqualTo(at("2026-03-04T16:00"));
            assertThat(promise("restore").dueAt()).isEqualTo(at("2026-03-05T12:00"));
        }

        @Test
        void doesNotEndAPauseThatLasts() {
            report(3, "2026-03-04T09:00");
            desk.pause(subject, "customer", at("2026-03-04T10:00"));
            desk.reassess(subject, Map.of("severity", "2"), at("2026-03-04T10:30"));

            assertThat(promise("arrive").state()).isEqualTo(PromiseState.PAUSED);
            desk.resume(subject, at("2026-03-04T12:00"));
            assertThat(promise("arrive").dueAt()).isEqualTo(at("2026-03-04T15:00"));
        }

        @Test
        void mayChangeTheCalendarToo() {
            report(4, "2026-03-06T16:30"); // a Friday; the office closes at 17:30
            desk.pause(subject, "customer", at("2026-03-06T17:00"));
            desk.resume(subject, at("2026-03-07T09:00"));
            desk.reassess(subject, Map.of("severity", "3"), at("2026-03-07T09:30"));

            assertThat(promise("restore").dueAt()).as("72 hours and the 16 of the night").isEqualTo(at("2026-03-10T08:30"));
        }

        @Test
        void toAndFroIsAsIfNothingHadHappened() {
            report(3, "2026-03-04T09:00");
            desk.pause(subject, "customer", at("2026-03-04T10:00"));
            desk.resume(subject, at("2026-03-04T10:45"));
            var before = promise("restore").dueAt();
            desk.reassess(subject, Map.of("severity", "4"), at("2026-03-04T11:00"));
            desk.reassess(subject, Map.of("severity", "3"), at("2026-03-04T11:01"));

            assertThat(promise("restore").dueAt()).isEqualTo(before);
        }

        @Test
        void takesBackABreachThatIsNoneAnyMoreAndMarksOneThatIs() {
            report(1, "2040-03-05T09:00");
            sweep.sweep(at("2040-03-05T12:00"));
            assertThat(promise("arrive").breachedAt()).isNotNull();

            desk.reassess(subject, Map.of("severity", "3"), at("2040-03-05T12:01"));
            assertThat(promise("arrive").breachedAt()).isNull();

            desk.reassess(subject, Map.of("severity", "1"), at("2040-03-05T12:02"));
            sweep.sweep(at("2040-03-05T12:03"));
            assertThat(promise("arrive").breachedAt()).isEqualTo(at("2040-03-05T11:00"));
        }

        @Test
        void thatIsARaiseCountsFromNowSoThatTheNextTeamDoesNotInheritASpentClock() {
            report(3, "2026-03-04T09:00");
            desk.raise(subject, Map.of("severity", "2"), at("2026-03-05T08:00"));

            assertThat(promise("arrive").dueAt()).isEqualTo(at("2026-03-05T12:00"));
        }

        @Test
        void orKindMayBringAPromiseThatWasNotThereOrTakeOneAway() {
            desk.start(StartPromises.all(subject, Map.of("kind", "question", "severity", "3"), branch, null, "x", at("2026-03-04T09:00")));
            assertThat(desk.of(subject)).extracting(PromiseView::code).containsExactlyInAnyOrder("answer", "restore");
            desk.pause(subject, "customer", at("2026-03-04T10:00"));
            desk.resume(subject, at("2026-03-04T11:00"));

            desk.reassess(subject, Map.of("kind", "repair"), at("2026-03-04T11:30"));
            assertThat(promise("arrive").dueAt()).as("counted from the report, with the pause").isEqualTo(at("2026-03-05T10:00"));

            desk.reassess(subject, Map.of("kind", "question"), at("2026-03-04T11:40"));
            assertThat(promise("arrive").state()).isEqualTo(PromiseState.WAIVED);
        }
    }

    @Nested
    class RunningOut {

        @Test
        void warnsTheOwnerThenTellsDeskAndManagerThenTheBranch() {
            report(2, "2040-03-05T09:00"); // answer within 30 minutes
            sweep.sweep(at("2040-03-05T09:22"));
            assertThat(heard(PromiseEvent.Warned.class)).isEmpty();

            sweep.sweep(at("2040-03-05T09:22").plusSeconds(30));
            assertThat(heard(PromiseEvent.Warned.class)).singleElement()
                    .satisfies(warned -> assertThat(warned.tell()).containsExactly(Audience.OWNER));

            sweep.sweep(at("2040-03-05T09:30"));
            assertThat(heard(PromiseEvent.Broken.class)).singleElement().satisfies(broken -> {
                assertThat(broken.tell()).containsExactlyInAnyOrder(Audience.OWNER, Audience.DESK, Audience.MANAGER, Audience.ON_CALL);
                assertThat(broken.dueAt()).isEqualTo(at("2040-03-05T09:30"));
            });

            sweep.sweep(at("2040-03-05T09:45"));
            assertThat(heard(PromiseEvent.Warned.class)).hasSize(2);
            assertThat(heard(PromiseEvent.Warned.class).getLast().tell()).contains(Audience.BRANCH_MANAGER);

            sweep.sweep(at("2040-03-05T09:59"));
            assertThat(heard(PromiseEvent.Broken.class)).hasSize(1);
            assertThat(history()).containsExactly("promises.warned answer", "promises.broken answer", "promises.overdue answer");
        }

        @Test
        void showsAsBrokenWhileItIsStillOpen() {
            report(2, "2040-03-05T09:00");
            sweep.sweep(at("2040-03-05T10:00"));

            assertThat(promise("answer").state()).isEqualTo(PromiseState.RUNNING);
            assertThat(promise("answer").breachedAt()).isEqualTo(at("2040-03-05T09:30"));

            desk.keep(subject, "answer", at("2040-03-05T10:10"));
            assertThat(promise("answer").state()).isEqualTo(PromiseState.BROKEN);
            assertThat(promise("answer").overrunMinutes()).isEqualTo(40);
        }

        @Test
        void afterALongSleepTellsOnceAndNotStepByStep() {
            report(2, "2040-03-05T09:00");
            desk.keep(subject, "arrive", at("2040-03-05T09:01"));
            desk.keep(subject, "restore", at("2040-03-05T09:01"));
            sweep.sweep(at("2040-03-06T09:00"));

            assertThat(heard(PromiseEvent.Broken.class)).singleElement()
                    .satisfies(broken -> assertThat(broken.tell()).contains(Audience.OWNER, Audience.BRANCH_MANAGER));
            assertThat(heard(PromiseEvent.Warned.class)).isEmpty();
        }

        @Test
        void isNoticedAgainAfterTheSubjectWasCancelledOnlyIfSomethingIsStillOwed() {
            report(2, "2040-03-05T09:00");
            desk.waive(subject, "duplicate", at("2040-03-05T09:10"));
            sweep.sweep(at("2040-03-06T09:00"));

            assertThat(desk.of(subject)).extracting(PromiseView::state).containsOnly(PromiseState.WAIVED);
            assertThat(heard(PromiseEvent.Broken.class)).isEmpty();
        }

        @Test
        void isTakenByOneOfManySweepsOnly() throws InterruptedException {
            report(2, "2040-03-05T09:00");
            var all = java.util.stream.IntStream.range(0, 4).mapToObj(_ -> Thread.ofVirtual().start(() -> sweep.sweep(at("2040-03-05T10:00")))).toList();
            for (var one : all) {
                one.join();
            }
            assertThat(history()).containsExactly("promises.broken answer");
        }
    }

    @Nested
    class AReopening {

        @Test
        void promisesAgainWithLessTime() {
            report(2, "2026-03-04T09:00");
            desk.keep(subject, "answer", at("2026-03-04T09:10"));
            desk.keep(subject, "arrive", at("2026-03-04T11:00"));
            desk.keep(subject, "restore", at("2026-03-04T12:00"));
            desk.restart(subject, List.of("arrive", "restore"), at("2026-03-06T08:00"));

            assertThat(promise("restore").round()).isEqualTo(2);
            assertThat(promise("restore").dueAt()).as("12 of 24 hours").isEqualTo(at("2026-03-06T20:00"));
            assertThat(promise("answer").round()).isEqualTo(1);
            assertThat(desk.of(subject)).hasSize(5);
        }

        @Test
        void leavesAPromiseThatIsStillOpenAlone() {
            report(2, "2026-03-04T09:00");
            desk.restart(subject, List.of("restore"), at("2026-03-04T10:00"));

            assertThat(promise("restore").round()).isEqualTo(1);
        }
    }

    @Nested
    class AChangedCalendar {

        @Test
        void isAppliedToWhatIsOpenAndForgetsNoPause() {
            report(4, "2026-03-05T16:30");
            desk.pause(subject, "customer", at("2026-03-05T17:00"));
            desk.resume(subject, at("2026-03-06T09:00"));
            assertThat(promise("answer").dueAt()).isEqualTo(at("2026-03-06T13:30"));

            holiday("2026-03-06", "临时放假");
            try {
                sweep.sweep(at("2026-03-05T18:00"));
                assertThat(promise("answer").dueAt()).as("the pause covers a holiday now").isEqualTo(at("2026-03-09T12:00"));
            } finally {
                jdbc.sql("delete from promises.calendar_day where day = date '2026-03-06'").update();
                jdbc.sql("update promises.calendar set version = version + 1 where code = '5x8'").update();
                raiseRevision();
            }
        }

        private void holiday(String day, String name) {
            jdbc.sql("insert into promises.calendar_day (calendar_id, day, kind, name) select id, cast(:day as date), 'HOLIDAY', :name from promises.calendar where code = '5x8'")
                    .param("day", day).param("name", name).update();
            jdbc.sql("update promises.calendar set version = version + 1 where code = '5x8'").update();
            jdbc.sql("update promises.book set revision = revision + 1").update();
        }
    }

    @Test
    void anOwnerIsToldFirst() {
        report(2, "2026-03-04T09:00");
        var user = user();
        desk.owner(subject, user);

        assertThat(jdbc.sql("select distinct owner_user_id from promises.promise where subject_id = :id").param("id", subject.id()).query(UUID.class).list())
                .containsExactly(user);
    }

    @Test
    void theExplanationAddsUpToTheGoal() {
        report(4, "2026-03-06T17:00");
        var explanation = desk.explain(promise("restore").id());

        assertThat(explanation.spans().stream().filter(Explanation.Stretch::counts).mapToInt(Explanation.Stretch::minutes).sum())
                .isEqualTo(explanation.goalMinutes()).isEqualTo(30 + 5 * 480);
        assertThat(explanation.spans()).extracting(Explanation.Stretch::reason).contains(Span.Reason.REST_DAY, Span.Reason.BREAK);
        assertThat(explanation.calendar()).isEqualTo("5x8");
    }

    private UUID user() {
        var id = Ids.next();
        jdbc.sql("insert into identity.app_user (id, login, name, password_hash, created_at) values (:id, :login, '周工', 'x', now())")
                .param("id", id).param("login", id.toString()).update();
        return id;
    }

    private void raiseRevision() {
        jdbc.sql("update promises.book set revision = revision + 1").update();
        books.refresh();
    }
}
