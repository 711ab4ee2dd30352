package aftercare.identity;

/** One permission per act or page. {@link #code()} is what the user interface asks for. */
public enum Permission {

    CASES_READ, CASES_OPEN, CASES_TRIAGE, CASES_NOTE, CASES_WAIT, CASES_RESOLVE, CASES_CLOSE, CASES_REOPEN, CASES_CANCEL,
    CASES_GRANT_GOODWILL, CASES_IMPORT, CASES_EDIT_CATALOGUE,
    /** To pass on what a customer said to somebody who is no service desk. */
    INTAKE_PASS_ON,
    DISPATCH_READ, DISPATCH_PLAN, DISPATCH_EDIT_ENGINEERS,
    /** Shifts, leave and the on-call roster. */
    DISPATCH_EDIT_ROSTER,
    /** To offer cases to partners, and to give them to one. */
    DISPATCH_TENDER,
    /** A partner's yes or no to what is offered to the firm. */
    DISPATCH_ANSWER,
    FIELDWORK_READ, FIELDWORK_PERFORM,
    /** To answer what could not be decided on site. */
    FIELDWORK_DECIDE,
    /** Hazards and near misses: to read them; to report what nearly went wrong; to write hazards, close reports and let work go on. */
    SAFETY_READ, SAFETY_REPORT, SAFETY_MANAGE,
    CUSTOMERS_READ, CUSTOMERS_EDIT, CUSTOMERS_IMPORT,
    /** Phone numbers and e-mail addresses in full; without it they are masked. */
    CUSTOMERS_READ_PERSONAL,
    ASSETS_READ, ASSETS_EDIT, ASSETS_IMPORT,
    /** Papers of a project's archive: to add and order them, to take away what need not be kept, to say what belongs there. */
    ARCHIVE_FILE, ARCHIVE_REMOVE, ARCHIVE_EDIT_PLAN,
    CONTRACTS_READ, CONTRACTS_EDIT,
    /** Plans of inspections and maintenance, with their dates. */
    UPKEEP_READ, UPKEEP_MANAGE,
    /** Engineers away for days: to read, to order, to say yes or no. */
    TRIPS_READ, TRIPS_ORDER, TRIPS_APPROVE,
    /** Service plans and commitment letters. */
    LETTERS_READ, LETTERS_EDIT,
    /** Money held back until a warranty is over. */
    CONTRACTS_READ_RETENTION, CONTRACTS_EDIT_RETENTION,
    /** Questionnaires, and what was measured with them. */
    FORMS_READ, FORMS_EDIT,
    PROMISES_READ, PROMISES_SETTLE, PROMISES_WAIVE, PROMISES_EDIT_RULES,
    /** Calls: the log; to note and to ring back; to connect a telephone exchange. */
    CALLS_READ, CALLS_ANSWER, CALLS_EDIT_CENTRES,
    NOTICES_READ_MESSAGES,
    /** To tell everybody of a known outage. */
    NOTICES_ANNOUNCE,
    /** Mails that came in: to read them; to answer, sort and put them aside; to set up mailboxes. */
    MAIL_READ, MAIL_ANSWER, MAIL_EDIT_MAILBOXES,
    /** Online chat: to answer visitors; to say which websites may open it, and when. */
    CHAT_ANSWER, CHAT_EDIT_SITES,
    /** Help articles: to read them; to write and publish them. */
    KNOWLEDGE_READ, KNOWLEDGE_EDIT,
    /** Group robots, SMS gateways and services that send to us. */
    CHANNELS_EDIT,
    QUALITY_READ,
    IDENTITY_READ, IDENTITY_EDIT_USERS, IDENTITY_READ_SIGN_INS,
    /** Name, colour and logo of the house, and how its service reports are printed. */
    IDENTITY_EDIT_COMPANY,
    /** Other programs: API keys and webhooks. */
    INTEGRATION_EDIT,
    /** A customer's own cases and devices in the portal. */
    PORTAL_USE,
    /** What a customer's person may do there besides, each given by {@link PortalRight}. */
    PORTAL_SEE_ALL, PORTAL_REPORT, PORTAL_DECIDE, PORTAL_PAPERS, PORTAL_PEOPLE;

    /** {@code CASES_GRANT_GOODWILL} → {@code cases.grant-goodwill}. */
    public String code() {
        var name = name().toLowerCase().replace('_', '-');
        return name.replaceFirst("-", ".");
    }
}
