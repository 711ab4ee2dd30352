package aftercare.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.dispatch.Day.Fixed;
import aftercare.dispatch.Day.Stretch;
import java.util.List;
import org.junit.jupiter.api.Test;

class DayTests {

    private static final Stretch WORK = new Stretch(at(8, 30), at(17, 30));

    private static int at(int hour, int minute) {
        return hour * 60 + minute;
    }

    @Test
    void anAbsenceInTheMiddleLeavesMorningAndEvening() {
        assertThat(Day.without(List.of(WORK), List.of(new Stretch(at(10, 0), at(14, 0)))))
                .containsExactly(new Stretch(at(8, 30), at(10, 0)), new Stretch(at(14, 0), at(17, 30)));
        assertThat(Day.without(List.of(WORK), List.of(new Stretch(0, at(24, 0))))).isEmpty();
        assertThat(Day.without(List.of(WORK), List.of(new Stretch(at(18, 0), at(20, 0))))).containsExactly(WORK);
    }

    @Test
    void whatIsBookedAtOddHoursIsWorkingTime() {
        assertThat(Day.with(List.of(WORK), List.of(new Fixed(at(17, 0), at(19, 0)), new Fixed(at(21, 0), at(22, 0)))))
                .containsExactly(new Stretch(at(8, 30), at(19, 0)), new Stretch(at(21, 0), at(22, 0)));
    }

    @Test
    void whoIsPlannedThroughNoonEatsOnTheWay() {
        assertThat(Day.shift(WORK, at(18, 30), List.of(), new int[] {0}).lunch()).isPositive();
        assertThat(Day.shift(WORK, at(18, 30), List.of(new Fixed(at(9, 0), at(11, 30)), new Fixed(at(13, 0), at(15, 0))), new int[] {30, 30, 30}).lunch()).isPositive();
        assertThat(Day.shift(WORK, at(18, 30), List.of(new Fixed(at(9, 0), at(12, 0)), new Fixed(at(12, 30), at(15, 0))), new int[] {30, 30, 30}).lunch()).isZero();
        assertThat(Day.shift(new Stretch(at(8, 0), at(12, 0)), at(13, 0), List.of(), new int[] {0}).lunch()).as("half a day").isZero();
    }
}
