package aftercare.dispatch.planner;

/**
 * How long it takes from every place to every other, in one array: from {@code i} to {@code j} at {@code i * places + j}. It is not copied:
 * a branch with a thousand visits has a million ways.
 */
public record TravelTicks(int places, int[] ticks) {

    public TravelTicks {
        if (ticks.length != places * places) {
            throw new IllegalArgumentException("travel times must be a square");
        }
    }

    public static TravelTicks of(int[][] square) {
        var all = new int[square.length * square.length];
        for (int row = 0; row < square.length; row++) {
            if (square[row].length != square.length) {
                throw new IllegalArgumentException("travel times must be a square");
            }
            System.arraycopy(square[row], 0, all, row * square.length, square.length);
        }
        return new TravelTicks(square.length, all);
    }
}
