package aftercare;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;

/**
 * The whole product on a database of its own, spoken to over HTTP ({@code MockMvcTester}) or through its beans. All tests
 * with this annotation share one running product, so each makes the rows it needs; a long
 * one that names a property {@code a-product-of-its-own} gets a second product and runs beside the others. Promises are swept only when a test says so.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(properties = {"aftercare.db.url=given-by-the-test", "aftercare.data=target/test-data", "aftercare.promises.sweep=false",
        "aftercare.mail.read=false", "aftercare.webhooks.send=false", "aftercare.webhooks.private-addresses=true"})
@AutoConfigureMockMvc
@Import(TestSetup.class)
public @interface AftercareTest {}
