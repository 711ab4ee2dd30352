package aftercare.dispatch;

/** The lists that a company edits to say what dispatching is about. */
enum DispatchList {
    SKILLS("dispatch.skill"), CERTIFICATES("dispatch.certificate_kind"), EQUIPMENT("dispatch.equipment"), REFUSALS("dispatch.refusal_reason");

    final String table;

    DispatchList(String table) {
        this.table = table;
    }

    /** Whether an entry can be needed for the devices of some product categories. */
    boolean isNeededForDevices() {
        return this == SKILLS || this == CERTIFICATES;
    }
}
