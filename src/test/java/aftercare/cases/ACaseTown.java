package aftercare.cases;

import aftercare.kernel.Ids;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A branch of its own with a customer, a contact, a site and devices, for one test. */
public final class ACaseTown {

    public final UUID branch = Ids.next();
    public final UUID customer = Ids.next();
    public final UUID site = Ids.next();
    private final UUID product = Ids.next();
    private final JdbcClient jdbc;

    public ACaseTown(JdbcClient jdbc) {
        this.jdbc = jdbc;
        jdbc.sql("insert into identity.branch (id, code, name) values (:id, :code, '苏州分公司')").param("id", branch).param("code", branch.toString()).update();
        jdbc.sql("""
                insert into customers.customer (id, number, name, kind, tier, branch_id, created_at)
                values (:id, :number, '苏州恒达制造有限公司', 'COMPANY', 'GOLD', :branch, '2024-01-05T01:00Z')
                """).param("id", customer).param("number", "K-" + customer).param("branch", branch).update();
        jdbc.sql("insert into customers.site (id, customer_id, name, address) values (:id, :customer, '东厂区', '星湖街 328 号')")
                .param("id", site).param("customer", customer).update();
        jdbc.sql("insert into assets.product (id, maker, model, name, category) values (:id, '海盾', :model, '门禁控制器', '门禁')")
                .param("id", product).param("model", product.toString()).update();
    }

    public UUID contact(String name, String phone) {
        var id = Ids.next();
        jdbc.sql("insert into customers.contact (id, customer_id, name, phone) values (:id, :customer, :name, :phone)")
                .param("id", id).param("customer", customer).param("name", name).param("phone", phone).update();
        return id;
    }

    /** @param warrantyUntil first day without warranty; null while it is not accepted */
    public UUID device(@Nullable LocalDate warrantyUntil) {
        var id = Ids.next();
        jdbc.sql("""
                insert into assets.device (id, number, customer_id, branch_id, site_id, product_id, serial, name, accepted_on, warranty_until,
                                           qr_token, created_at)
                values (:id, :number, :customer, :branch, :site, :product, :serial, '三号门禁', :accepted, :until, :token, '2024-01-05T01:00Z')
                """)
                .param("id", id).param("number", "SB-" + id).param("customer", customer).param("branch", branch).param("site", site)
                .param("product", product).param("serial", "SN" + id)
                .param("accepted", warrantyUntil == null ? null : LocalDate.of(2018, 5, 1)).param("until", warrantyUntil)
                .param("token", "qr-" + id).update();
        return id;
    }

    OpenCase aReport(@Nullable UUID device, String subject) {
        return new OpenCase(Channel.PHONE, "repair", 3, subject, "", null, new OpenCase.Who(customer, "王敏", "13800000001", ""),
                new OpenCase.What(device, null, null, branch), null);
    }
}
