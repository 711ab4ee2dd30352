package aftercare.identity;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The permission an endpoint needs; any one of those named will do. Which rows it opens is {@link Scope#reach}'s to say.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Requires {
    Permission[] value();

    /** The act concerns the whole house (users, rules): a grant for single branches is not enough. */
    boolean everywhere() default false;
}
