package aftercare.assets;

/** Labels as they are sold: on A4 sheets in rows and columns, or one by one on a roll. Millimetres. */
enum LabelSize {

    A4_3X8(210, 297, 3, 8, 70, 37, 0, 0.5, 0, 0),
    A4_3X8_36(210, 297, 3, 8, 70, 36, 0, 4.5, 0, 0),
    A4_2X7(210, 297, 2, 7, 99.1, 38.1, 4.65, 15.15, 2.5, 0),
    A4_2X4(210, 297, 2, 4, 99.1, 67.7, 4.65, 13.1, 2.5, 0),
    ROLL_70X36(70, 36, 1, 1, 70, 36, 0, 0, 0, 0),
    ROLL_60X40(60, 40, 1, 1, 60, 40, 0, 0, 0, 0),
    ROLL_40X30(40, 30, 1, 1, 40, 30, 0, 0, 0, 0);

    final double pageWidth;
    final double pageHeight;
    final int columns;
    final int rows;
    final double width;
    final double height;
    private final double left;
    private final double top;
    private final double gapX;
    private final double gapY;

    LabelSize(double pageWidth, double pageHeight, int columns, int rows, double width, double height, double left, double top, double gapX, double gapY) {
        this.pageWidth = pageWidth;
        this.pageHeight = pageHeight;
        this.columns = columns;
        this.rows = rows;
        this.width = width;
        this.height = height;
        this.left = left;
        this.top = top;
        this.gapX = gapX;
        this.gapY = gapY;
    }

    int perPage() {
        return columns * rows;
    }

    double x(int position) {
        return left + position % columns * (width + gapX);
    }

    double y(int position) {
        return top + position / columns * (height + gapY);
    }
}
