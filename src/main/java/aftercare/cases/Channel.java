package aftercare.cases;

/** How a report reached us. {@code PLAN}: nobody reported it, a plan of upkeep or an upgrade campaign asked for it. */
public enum Channel {
    PHONE, PORTAL, QR, EMAIL, CHAT, API, ALARM, VISIT, COLLEAGUE, IMPORT, PLAN
}
