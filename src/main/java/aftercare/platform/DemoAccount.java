package aftercare.platform;

/** An account of the demo company that anybody may use; shown on the sign-in page. The demo contributes them as beans. */
public record DemoAccount(String login, String name, String role, String password) {}
