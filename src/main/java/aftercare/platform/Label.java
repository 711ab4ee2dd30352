package aftercare.platform;

/** A word in the product's three languages, for papers and files that the server writes. */
public record Label(String zhCn, String zhTw, String en) {

    /** @param language as the user interface names it; anything unknown is read as Chinese */
    public String in(String language) {
        return switch (language) {
            case "en" -> en;
            case "zh-TW" -> zhTw;
            default -> zhCn;
        };
    }
}
