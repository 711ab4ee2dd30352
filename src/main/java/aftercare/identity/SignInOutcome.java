package aftercare.identity;

/** What became of an attempt to sign in, or what was done to a password. */
enum SignInOutcome { SIGNED_IN, WRONG, SLOWED, INACTIVE, SIGNED_OUT, PASSWORD_CHANGED, PASSWORD_RESET }
