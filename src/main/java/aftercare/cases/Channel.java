package aftercare.cases;

/** How a report reached us. */
public enum Channel {
    PHONE, PORTAL, QR, EMAIL, CHAT, API, ALARM, VISIT, COLLEAGUE, IMPORT
}
