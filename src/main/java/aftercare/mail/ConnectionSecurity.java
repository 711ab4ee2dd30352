package aftercare.mail;

/** How a connection to a mail server is kept private. NONE is for servers in one's own house. */
enum ConnectionSecurity {
    TLS, STARTTLS, NONE
}
